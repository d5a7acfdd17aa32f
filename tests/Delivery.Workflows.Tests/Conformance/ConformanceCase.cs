using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Delivery.Workflows.Tests.Conformance;

/// <summary>
/// One statement of the specification as a file: a definition, what happens to an instance of it, and what must come of it. A member
/// that is misspelt is an error; an expectation that is absent is not checked.
/// </summary>
internal sealed record ConformanceCase
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Where the specification says it, e.g. <c>§16.4</c>.</summary>
    public required string Specification { get; init; }

    /// <summary>What it says.</summary>
    public required string Statement { get; init; }

    /// <summary>An Elsa 3 document.</summary>
    public required JsonObject Definition { get; init; }

    /// <summary>Documents that the definition uses as activities, found by definition id.</summary>
    public IReadOnlyList<JsonObject> Workflows { get; init; } = [];

    /// <summary>Further versions of the definition, to which an alteration can migrate the instance.</summary>
    public IReadOnlyList<JsonObject> Versions { get; init; } = [];

    [JsonPropertyName("options")]
    public CaseOptions EngineOptions { get; init; } = new();

    /// <summary>A part of each problem that validation finds, in order.</summary>
    public IReadOnlyList<string>? Problems { get; init; }

    /// <summary>The stimuli that start an instance.</summary>
    public IReadOnlyList<ExpectedTrigger>? Triggers { get; init; }

    /// <summary>Absent when only validation or triggers are checked.</summary>
    public StartStep? Start { get; init; }

    public IReadOnlyList<StimulusStep> Stimuli { get; init; } = [];

    public static ConformanceCase Parse(string json) => JsonSerializer.Deserialize<ConformanceCase>(json, Options)!;
}
