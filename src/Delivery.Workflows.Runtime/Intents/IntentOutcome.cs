using System.Text.Json.Nodes;

namespace Delivery.Workflows.Runtime.Intents;

/// <summary>What came of an intent.</summary>
public sealed record IntentOutcome
{
    private IntentOutcome()
    {
    }

    /// <summary>It is done, and the waiting activity, if any, waits on: something else will resume it.</summary>
    public static IntentOutcome Done { get; } = new();

    internal bool Resumes { get; private init; }

    internal JsonNode? Input { get; private init; }

    internal string? Fault { get; private init; }

    /// <summary>It is done, and this is what the waiting activity is resumed with.</summary>
    public static IntentOutcome Resume(JsonNode? input) => new() { Resumes = true, Input = input };

    /// <summary>It can never be done: the waiting activity faults with this message.</summary>
    public static IntentOutcome Fail(string message) => new() { Resumes = true, Fault = message };

    internal string Write() => new JsonObject { ["resumes"] = Resumes, ["input"] = Input?.DeepClone(), ["fault"] = Fault }.ToJsonString();

    internal static IntentOutcome Read(string json)
    {
        var stored = JsonNode.Parse(json)!;
        return new IntentOutcome
        {
            Resumes = stored["resumes"]!.GetValue<bool>(), Input = stored["input"]?.DeepClone(), Fault = stored["fault"]?.GetValue<string>(),
        };
    }
}
