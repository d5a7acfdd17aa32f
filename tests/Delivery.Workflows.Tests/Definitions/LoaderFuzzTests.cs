using System.Text.Json.Nodes;
using CsCheck;
using Delivery.Workflows.Tests.Support;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Definitions;

/// <summary>
/// The definitions of the conformance cases, damaged: whatever an editor, a broken disk or an enemy makes of a document, it loads or it is
/// refused as a definition, and an instance of it ends in a state, not in an exception.
/// </summary>
public sealed class LoaderFuzzTests
{
    private static readonly string[] Corpus = [.. Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Conformance"), "*.json", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(file => JsonNode.Parse(File.ReadAllText(file))!["definition"]!.ToJsonString())];

    private static readonly JsonNode?[] Strange =
        [null, true, -1, 1e300, "", " ", "Elsa.Flowchart", "§", new JsonObject(), new JsonArray(), new JsonArray(null, 1, "x"), new JsonObject { ["type"] = "Elsa.While" }];

    [Theory]
    [InlineData(2_000)]
    [InlineData(100_000, Traits = ["Length", "Nightly"])]
    public void Parse_DamagedText_IsReadOrRefused(int times) => Gen.Select(Gen.Int[0, Corpus.Length - 1], Gen.Int[0, 9], Gen.Int[0, 100_000], Gen.Char)
        .Sample((document, way, place, letter) => { Use(Damage(Corpus[document], way, place, letter)); }, iter: times);

    [Theory]
    [InlineData(2_000)]
    [InlineData(100_000, Traits = ["Length", "Nightly"])]
    public void Start_DamagedDocument_EndsInAState(int times) => Gen.Select(Gen.Int[0, Corpus.Length - 1], Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, Strange.Length]).Array[1, 6])
        .Sample((document, changes) => { Use(Change(JsonNode.Parse(Corpus[document])!, changes).ToJsonString()); }, iter: times);

    [Theory]
    [InlineData("{\"name\":\"\\ud800\"}")]
    [InlineData("{\"\\udc00\":1}")]
    public void Parse_HalfACharacter_IsRefused(string json) =>
        Should.Throw<WorkflowDefinitionException>(() => WorkflowDefinition.Parse(json)).Message.ShouldContain("not valid JSON");

    [Theory]
    [InlineData(150)]
    [InlineData(100_000)]
    public void Start_DeeplyNestedDocument_RunsOrIsRefused(int depth)
    {
        var text = string.Concat(Enumerable.Range(0, depth).Select(i => $$"""{"id":"s{{i}}","type":"Elsa.Sequence","activities":["""))
            + """{"id":"l","type":"Elsa.WriteLine","text":"deep"}"""
            + string.Concat(Enumerable.Repeat("]}", depth));

        Use($$"""{"definitionId":"d","root":{{text}}}""").ShouldBe(depth < 256);
    }

    [Fact]
    public void Start_NestedNearlyAsDeepAsJsonMayBe_Finishes() =>
        Instance.Start(Enumerable.Range(0, 480).Aggregate(Line("deep"), (inner, i) => Activity($"c{i}", "Elsa.FlowNode", ("body", inner))))
            .ShouldBeFinished().ShouldHaveSaid("deep");

    [Fact]
    public void Start_HugeFlowchartWithManyLoops_Ends()
    {
        const int size = 3_000;
        var boxes = Enumerable.Range(0, size).Select(i => Activity($"b{i}", "Elsa.FlowNode")).ToArray();
        var arrows = Enumerable.Range(0, size).SelectMany(i => new[] { $"b{i}->b{(i + 1) % size}", $"b{i}:Other->b{i * 7919 % size}", $"b{i}:Third->b{i * 31 % size}" });

        Use(Document(Chart("f", boxes, [.. arrows])).ToJsonString()).ShouldBeTrue();
    }

    /// <returns>Whether it was not refused.</returns>
    private static bool Use(string json) => Use(json, FlowchartMode.TokenBased) && Use(json, FlowchartMode.CounterBased);

    private static bool Use(string json, FlowchartMode mode)
    {
        var engine = Instance.Engine(new WorkflowEngineOptions { MaxActivitiesPerBurst = 100, FlowchartMode = mode });
        try
        {
            var definition = WorkflowDefinition.Parse(json);
            WorkflowDefinition.Parse(definition.ToJson());
            var bundle = WorkflowBundle.Create(definition);
            if (engine.Validate(bundle).Any(problem => problem is { IsError: true, ActivityNodeId: null }))
            {
                return false;
            }

            engine.Triggers(bundle);
            var burst = engine.Start(bundle, new StartInstance { InstanceId = "i" }, Instance.Epoch);
            if (burst.State.Bookmarks is [var bookmark, ..])
            {
                engine.Resume(bundle, InstanceState.Deserialize(burst.State.Serialize()), new BookmarkResumption { BookmarkId = bookmark.Id }, Instance.Epoch);
            }

            return true;
        }
        catch (WorkflowDefinitionException refused)
        {
            refused.Message.ShouldNotBeNullOrWhiteSpace();
            return false;
        }
    }

    private static string Damage(string text, int way, int place, char letter)
    {
        var at = place % text.Length;
        return way switch
        {
            0 => text[..at],
            1 => text[at..],
            2 => text.Remove(at, Math.Min(place % 40, text.Length - at)),
            3 => text.Insert(at, text[at..Math.Min(text.Length, at + (place % 60))]),
            4 => text.Replace(text[at], letter),
            _ => text[..at] + letter + text[(at + 1)..],
        };
    }

    /// <summary>Puts something strange at random places of the document, or takes something away.</summary>
    private static JsonNode Change(JsonNode document, (int Place, int What)[] changes)
    {
        foreach (var (place, what) in changes)
        {
            var all = All(document).ToList();
            var target = all[place % all.Count];
            var value = what < Strange.Length ? Strange[what]?.DeepClone() : null;
            switch (target)
            {
                case JsonObject { Count: > 0 } json when json.ElementAt(place % json.Count).Key is var name && what == Strange.Length:
                    json.Remove(name);
                    break;
                case JsonObject { Count: > 0 } json:
                    json[json.ElementAt(place % json.Count).Key] = value;
                    break;
                case JsonArray { Count: > 0 } array:
                    array[place % array.Count] = value;
                    break;
            }
        }

        return document;
    }

    private static IEnumerable<JsonNode> All(JsonNode node)
    {
        yield return node;
        var children = node switch
        {
            JsonObject json => json.Select(member => member.Value),
            JsonArray array => array,
            _ => [],
        };
        foreach (var child in children.OfType<JsonNode>().Where(child => child is not JsonValue).SelectMany(All))
        {
            yield return child;
        }
    }
}
