using Delivery.Workflows.Runtime.Instances;

namespace Delivery.Workflows.Runtime.Execution;

/// <summary>An instance as it is stored.</summary>
/// <param name="Id">The instance.</param>
/// <param name="Revision">Guards the commit.</param>
/// <param name="CorrelationId">What it belongs to.</param>
/// <param name="BundleHash">The versions it runs on.</param>
/// <param name="State">Serialized.</param>
internal sealed record LoadedInstance(string Id, int Revision, string? CorrelationId, string BundleHash, byte[] State)
{
    public static LoadedInstance Of(StoredInstance instance) =>
        new(instance.Id, instance.Revision, instance.CorrelationId, instance.BundleHash, instance.State);
}
