"""Pages and answers of the desk beside the admin's forms and lists. Routed by `articles.admin`."""
