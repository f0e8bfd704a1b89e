"""Documents made from the code: the API's description, the chart of entities, the list of events."""
