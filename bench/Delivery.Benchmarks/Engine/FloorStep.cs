using Delivery.Workflows.Runtime.Commits;

namespace Delivery.Benchmarks.Engine;

/// <summary>One transition of one order: what the engine would store, with the order's own keys.</summary>
/// <param name="InstanceId">The order's instance.</param>
/// <param name="OrderId">Its correlation.</param>
/// <param name="Sample">The rows, computed once for all orders.</param>
internal sealed record FloorStep(string InstanceId, string OrderId, PreparedBurst Sample)
{
    public Guid MessageId { get; } = Guid.CreateVersion7();

    /// <summary>As long as a hash, and as scattered.</summary>
    public string Hash { get; } = $"{Guid.NewGuid():N}{Guid.NewGuid():N}";
}
