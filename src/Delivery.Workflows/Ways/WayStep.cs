namespace Delivery.Workflows;

/// <summary>A way passes an activity.</summary>
/// <param name="During">The state while the activity runs or waits.</param>
/// <param name="Exits">The outcomes by which it can be left, with the state behind each.</param>
public sealed record WayStep<TState>(TState During, IReadOnlyList<(string Outcome, TState State)> Exits);
