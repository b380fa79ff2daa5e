-- For wrk: asks for the addresses of a file one after the other. Arguments: the file; how many rounds there were.

local addresses, last = {}, 0

function init(args)
  for line in io.lines(args[1]) do
    addresses[#addresses + 1] = wrk.format("GET", line)
  end
  -- A part of the list that no divisor of its length brings back soon.
  last = (tonumber(args[2]) * 617) % #addresses
end

function request()
  last = last % #addresses + 1
  return addresses[last]
end
