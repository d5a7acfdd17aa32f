namespace Delivery.Workflows.Runtime.Files;

/// <summary>How a definition's file and what is published compare (R17).</summary>
public enum FileState
{
    /// <summary>They say the same.</summary>
    Same,

    /// <summary>Somebody has published something else since the file was imported: an export brings it into the file.</summary>
    Published,

    /// <summary>The file has changed since it was imported: the next start imports it.</summary>
    File,

    /// <summary>Both have: the next start imports the file as a draft, and an export leaves it alone unless it is told not to.</summary>
    Both,

    /// <summary>No version is published; there is nothing to export.</summary>
    NotPublished,

    /// <summary>There is no file yet; an export writes one.</summary>
    NoFile,
}
