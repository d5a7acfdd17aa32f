using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Definitions;

namespace Delivery.Workflows.Api.Tests.Api;

public sealed class DiagramOrderTests
{
    [Theory]
    [InlineData("Elsa.Flowchart", "a b c new", "a:Done b:Done c:Done new:Done")]
    [InlineData("Elsa.Sequence", "new c a b", "new:Done c:Done b:Done a:Done")]
    public void Order_OfWhatWasClicked_IsKeptWhereItMeansNothing(string type, string activities, string connections)
    {
        var sent = Container(type, ["new", "c", "a", "b"], ["new", "c", "b", "a"]);

        DiagramOrder.Keep(Container(type, ["a", "b", "gone", "c"], ["a", "b", "c"]), sent);

        string.Join(' ', sent["activities"]!.AsArray().Select(activity => activity!["id"])).ShouldBe(activities);
        string.Join(' ', sent["connections"]!.AsArray().Select(connection => $"{connection!["source"]!["activity"]}:{connection["source"]!["port"]}"))
            .ShouldBe(connections);
    }

    [Fact]
    public void Arrow_WithWhatTheStudioDoesNotKnow_KeepsItAndGetsNothing()
    {
        var stored = Container("Elsa.Flowchart", ["a"], ["a"]);
        stored["connections"]![0]!["ours"] = 3;
        stored["connections"]![0]!["vertices"] = new JsonArray(1);
        var sent = Container("Elsa.Flowchart", ["a"], ["a"]);
        sent["connections"]![0]!["label"] = null;
        sent["connections"]![0]!["empty"] = new JsonArray();

        DiagramOrder.Keep(stored, sent);

        sent["connections"]![0]!["ours"]!.GetValue<int>().ShouldBe(3);
        sent["connections"]![0]!.AsObject().Select(member => member.Key).ShouldBe(["source", "target", "ours"], "points that were taken away are gone");
    }

    private static JsonObject Container(string type, string[] activities, string[] connections) => new()
    {
        ["type"] = type,
        ["activities"] = new JsonArray([.. activities.Select(id => new JsonObject { ["id"] = id })]),
        ["connections"] = new JsonArray([.. connections.Select(Arrow)]),
    };

    private static JsonObject Arrow(string from) => new()
    {
        ["source"] = new JsonObject { ["activity"] = from, ["port"] = "Done" },
        ["target"] = new JsonObject { ["activity"] = "a", ["port"] = "In" },
    };
}
