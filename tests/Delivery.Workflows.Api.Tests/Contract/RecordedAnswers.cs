using System.Text.Json;

namespace Delivery.Workflows.Api.Tests.Contract;

/// <summary>What was recorded: every call, and the shapes of the answers that ours are compared with.</summary>
internal static class RecordedAnswers
{
    private static readonly Dictionary<string, RecordedAnswer> ByNumber = Read<RecordedAnswer[]>("shapes.json")
        .Concat(Read<RecordedAnswer[]>("shapes-writing.json"))
        .ToDictionary(answer => answer.Name[..3]);

    /// <summary>All recorded calls, also those that we do not serve: number and name, method, path.</summary>
    public static IReadOnlyList<(string Number, string Method, string Path)> Calls { get; } =
        [.. Read<string[]>("recorded-calls.json").Select(line => line.Split(' ')).Select(parts => (parts[0][..3], parts[1], parts[2]))];

    public static RecordedAnswer Find(string number) => ByNumber[number];

    private static T Read<T>(string file)
    {
        using var stream = typeof(RecordedAnswers).Assembly.GetManifestResourceStream(file)!;
        return JsonSerializer.Deserialize<T>(stream, JsonSerializerOptions.Web)!;
    }
}
