namespace Delivery.Workflows.Api.Descriptors;

/// <summary>Where a variable's value may be kept.</summary>
internal sealed record StorageDriverModel(string TypeName, string DisplayName, float Priority, bool Deprecated);
