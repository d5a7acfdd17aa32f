namespace Delivery.Workflows.Runtime.Search;

/// <summary>Which versions of definitions to list; what is null or empty does not matter.</summary>
public sealed record DefinitionQuery
{
    /// <summary>Of each definition.</summary>
    public VersionSet Versions { get; init; }

    /// <summary>With this number.</summary>
    public int? Number { get; init; }

    /// <summary>Of these definitions.</summary>
    public IReadOnlyList<string> DefinitionIds { get; init; } = [];

    /// <summary>These versions.</summary>
    public IReadOnlyList<string> VersionIds { get; init; } = [];

    /// <summary>With this text in the name, the description or an id, in whatever case.</summary>
    public string? Text { get; init; }

    /// <summary>Sorted by.</summary>
    public DefinitionOrder Order { get; init; }

    /// <summary>The other way round.</summary>
    public bool Descending { get; init; }

    /// <summary>How many to leave out at the beginning.</summary>
    public int Skip { get; init; }

    /// <summary>How many at most; null for all.</summary>
    public int? Take { get; init; }
}
