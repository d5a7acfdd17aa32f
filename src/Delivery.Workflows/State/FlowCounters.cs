namespace Delivery.Workflows.State;

/// <summary>
/// What a flowchart in counter mode remembers: how often each activity was done with, and each arrow passed, taken or not. Only the
/// execution that owns it changes it.
/// </summary>
internal sealed class FlowCounters
{
    public Dictionary<string, int> Activities { get; init; } = [];

    public Dictionary<string, ConnectionCount> Connections { get; init; } = [];

    public FlowCounters Copy() => new() { Activities = new(Activities), Connections = new(Connections) };

    /// <param name="Visits">How often the arrow was passed.</param>
    /// <param name="Followed">Whether it was taken the last time.</param>
    internal readonly record struct ConnectionCount(int Visits, bool Followed);
}
