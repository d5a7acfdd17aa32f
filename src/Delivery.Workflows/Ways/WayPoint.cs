namespace Delivery.Workflows.Ways;

/// <summary>What is known at a place of a way. Ways that come to one place with the same point go on alike.</summary>
internal sealed record WayPoint<TState>(TState State, KnownValues Values, PendingUndos Undos)
    where TState : notnull, IEquatable<TState>;
