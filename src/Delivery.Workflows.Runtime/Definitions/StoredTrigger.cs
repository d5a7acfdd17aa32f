namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>What starts instances of a published version.</summary>
internal sealed class StoredTrigger
{
    /// <summary>Made of the definition, the activity and the hash, so that publishing again gives the same trigger the same id.</summary>
    public required string Id { get; init; }

    public required string DefinitionId { get; init; }

    public required string VersionId { get; set; }

    public required string BundleHash { get; set; }

    public required string ActivityId { get; init; }

    public required string Name { get; init; }

    public required string Hash { get; init; }

    /// <summary>JSON.</summary>
    public required string Payload { get; set; }

    public required ActivationStrategy Activation { get; set; }
}
