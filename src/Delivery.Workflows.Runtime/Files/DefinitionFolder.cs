using Delivery.Workflows.Runtime.Definitions;

namespace Delivery.Workflows.Runtime.Files;

/// <summary>The folder of the definitions under git.</summary>
internal static class DefinitionFolder
{
    public static async Task<IReadOnlyList<DefinitionFile>> ReadAsync(string directory, CancellationToken cancellationToken)
    {
        var files = new List<DefinitionFile>();
        foreach (var path in Directory.EnumerateFiles(directory, "*.json").Order(StringComparer.Ordinal))
        {
            files.Add(new DefinitionFile(Path.GetFileName(path), await File.ReadAllTextAsync(path, cancellationToken)));
        }

        return files;
    }

    /// <summary>For a definition that has no file yet. An id may hold anything; a file's name may not.</summary>
    public static string NameFor(string definitionId) =>
        string.Concat(definitionId.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' ? character : '-')).TrimStart('.') + ".json";
}
