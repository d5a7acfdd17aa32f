namespace Delivery.Workflows;

/// <summary>Something a burst wants done once it is committed.</summary>
public abstract record Effect;
