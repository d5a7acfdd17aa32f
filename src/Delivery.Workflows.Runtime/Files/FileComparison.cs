namespace Delivery.Workflows.Runtime.Files;

/// <summary>A definition and its file.</summary>
public sealed record FileComparison
{
    /// <summary>The file's name, without its folder.</summary>
    public required string FileName { get; init; }

    /// <summary>The definition.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>How they compare.</summary>
    public required FileState State { get; init; }

    /// <summary>The published version; null when none is.</summary>
    public int? PublishedVersion { get; init; }

    /// <summary>The latest version, when it is not published.</summary>
    public int? DraftVersion { get; init; }

    /// <summary>How many lines an export adds.</summary>
    public int AddedLines { get; init; }

    /// <summary>How many lines an export removes.</summary>
    public int RemovedLines { get; init; }

    /// <summary>An export has written the file.</summary>
    public bool IsWritten { get; init; }

    internal string? Text { get; init; }

    internal string? VersionId { get; init; }
}
