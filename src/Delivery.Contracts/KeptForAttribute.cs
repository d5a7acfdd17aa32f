namespace Delivery.Contracts;

/// <summary>
/// How long an event waits in the mailbox of its order when no workflow is waiting for it yet (R11). Events without the attribute are
/// broadcasts: whoever does not wait for them misses them.
/// </summary>
/// <param name="hours">From 1 to 720.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KeptForAttribute(int hours) : Attribute
{
    /// <summary>The time to keep it.</summary>
    public TimeSpan Duration { get; } = TimeSpan.FromHours(hours);
}
