using System.Globalization;
using Delivery.Workflows.Runtime.Files;

namespace Delivery.Host.Commands;

/// <summary>Shows how files and published versions compare, one definition a line.</summary>
internal static class FileTable
{
    public static void Write(IReadOnlyList<FileComparison> comparisons, TextWriter output)
    {
        string[][] rows =
        [
            ["File", "Definition", "Published", "Draft", "What"],
            .. comparisons.Select(comparison => new[]
            {
                comparison.FileName, comparison.DefinitionId, Number(comparison.PublishedVersion), Number(comparison.DraftVersion), Describe(comparison),
            }),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    private static string Describe(FileComparison comparison)
    {
        var lines = string.Create(CultureInfo.InvariantCulture, $"+{comparison.AddedLines} -{comparison.RemovedLines}");
        return (comparison.State, comparison.IsWritten) switch
        {
            (FileState.NoFile, true) => $"written, {comparison.AddedLines} lines",
            (_, true) => $"written, {lines}",
            (FileState.Same, _) => "the same",
            (FileState.Published, _) => $"published since ({lines}): ./run workflows export",
            (FileState.NoFile, _) => "no file yet: ./run workflows export",
            (FileState.File, _) => "the file has changed: the next start imports it",
            (FileState.Both, _) => $"both have changed ({lines}): the next start imports the file as a draft; left alone, unless with --overwrite",
            _ => "not published, left alone",
        };
    }

    private static string Number(int? version) => version?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
