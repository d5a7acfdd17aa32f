namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>The last content of a definition's file that was imported (R17): a file is imported again when it differs from this, never because it differs from what is published.</summary>
internal sealed class ImportedFile
{
    public required string DefinitionId { get; init; }

    public required string FileName { get; set; }

    public required string ContentHash { get; set; }

    /// <summary>The version made of it. When another one is the latest by now, somebody has edited the definition since.</summary>
    public required string VersionId { get; set; }

    public required DateTimeOffset ImportedAt { get; set; }
}
