namespace Delivery.Workflows;

/// <summary>
/// What a host wants to know on every way through a definition, as a small state that activities change. The engine follows the ways and
/// knows nothing of what the states mean.
/// </summary>
/// <typeparam name="TState">A state: few values, compared by value.</typeparam>
public abstract class WayStates<TState>
    where TState : notnull, IEquatable<TState>
{
    /// <summary>The state in which an instance starts.</summary>
    public abstract TState Start { get; }

    /// <summary>What an activity of the host's own does to the state. Those of the engine do nothing to it.</summary>
    /// <param name="place">The activity.</param>
    /// <param name="state">The state before it.</param>
    public abstract WayStep<TState> Pass(WayPlace place, TState state);

    /// <summary>What it does to the state that a message interrupts an interruptible: one state for each message that can.</summary>
    /// <param name="place">The interruptible.</param>
    /// <param name="state">The state in which it was interrupted.</param>
    public virtual IEnumerable<TState> Interrupt(WayPlace place, TState state) => [state];
}
