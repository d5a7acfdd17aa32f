namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>One version of a definition. Its text is kept as it came, so that nothing an editor wrote is lost.</summary>
internal sealed class StoredVersion
{
    /// <summary>The version id.</summary>
    public required string Id { get; init; }

    public required string DefinitionId { get; init; }

    public required int Version { get; init; }

    public string? Name { get; private set; }

    public string? Description { get; private set; }

    public string? ToolVersion { get; private set; }

    public bool IsReadonly { get; private set; }

    /// <summary>The definition as JSON.</summary>
    public string Source { get; private set; } = "";

    public required bool IsLatest { get; set; }

    public required bool IsPublished { get; set; }

    /// <summary>The bundle that new instances of this version run on; null while it is not published, or about to be.</summary>
    public string? BundleHash { get; set; }

    /// <summary>Who wrote the version: <see cref="DefinitionProviders"/>.</summary>
    public required string Provider { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>What has once been published stays as it was: instances name it as what they run.</summary>
    public bool IsDraft => !IsPublished && PublishedAt is null;

    /// <summary>Raised by every change.</summary>
    public int Revision { get; set; } = 1;

    /// <summary>Puts a definition's text in, with what lists show of it.</summary>
    public void Put(WorkflowDefinition definition)
    {
        var header = DefinitionHeader.Of(definition);
        Name = definition.Name;
        Description = header.Description;
        ToolVersion = header.ToolVersion;
        IsReadonly = header.IsReadonly;
        Source = definition.ToJson();
    }
}
