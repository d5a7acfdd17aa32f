using System.Text.Json.Nodes;

namespace Delivery.Workflows.Tests.Conformance;

/// <summary>Says how an actual value differs from the expected one; null when it does not, or when nothing is expected.</summary>
internal static class Mismatch
{
    public static string? Of(string what, string? expected, string? actual) =>
        expected is null || expected == actual ? null : $"{what}\n    expected {expected}\n    actual   {actual}";

    public static string? Of(string what, JsonObject? expected, JsonObject actual) =>
        expected is null || JsonNode.DeepEquals(expected, actual) ? null : Of(what, expected.ToJsonString(), actual.ToJsonString());

    public static string? Of(string what, IEnumerable<string>? expected, IEnumerable<string>? actual) =>
        Of(what, expected, actual, static (expected, actual) => expected == actual);

    /// <summary>Each actual text must contain the expected one.</summary>
    public static string? OfParts(string what, IEnumerable<string>? expected, IEnumerable<string> actual) =>
        Of(what, expected, actual, static (expected, actual) => actual.Contains(expected, StringComparison.Ordinal));

    private static string? Of(string what, IEnumerable<string>? expected, IEnumerable<string>? actual, Func<string, string, bool> matches)
    {
        if (expected is null)
        {
            return null;
        }

        var (wanted, found) = (expected.ToList(), actual!.ToList());
        var same = wanted.Zip(found).TakeWhile(pair => matches(pair.First, pair.Second)).Count();
        if (same == wanted.Count && same == found.Count)
        {
            return null;
        }

        return $"{what}\n    alike    {List(wanted.Take(same))}\n    expected {List(wanted.Skip(same))}\n    actual   {List(found.Skip(same))}";
    }

    private static string List(IEnumerable<string> items) => "[" + string.Join(", ", items.Select(item => $"\"{item}\"")) + "]";
}
