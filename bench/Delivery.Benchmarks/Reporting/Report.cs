using System.Globalization;
using System.Text.Json.Nodes;

namespace Delivery.Benchmarks.Reporting;

/// <summary>A table for people, and the figures that the goals are about as one line of JSON.</summary>
internal sealed class Report(params string[] columns)
{
    private readonly List<string[]> _rows = [];

    public JsonObject Figures { get; } = [];

    public void Add(params object[] cells) => _rows.Add([.. cells.Select(Format)]);

    public void Print(string benchmark)
    {
        int[] widths = [.. columns.Select((column, index) => Math.Max(column.Length, _rows.Max(row => row[index].Length)))];
        Console.WriteLine(Line(columns, widths));
        _rows.ForEach(row => Console.WriteLine(Line(row, widths)));
        var line = new JsonObject { ["bench"] = benchmark };
        foreach (var (name, value) in Figures)
        {
            line[name] = value?.DeepClone();
        }

        Console.WriteLine(line.ToJsonString());
    }

    private static string Line(string[] cells, int[] widths) =>
        string.Join("  ", cells.Select((cell, index) => index == 0 ? cell.PadRight(widths[index]) : cell.PadLeft(widths[index])));

    private static string Format(object cell) => cell switch
    {
        double number => number.ToString(number >= 100 ? "N0" : "N2", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString("N0", CultureInfo.InvariantCulture),
        _ => cell.ToString()!,
    };
}
