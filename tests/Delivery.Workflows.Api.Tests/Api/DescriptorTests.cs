using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Tests.Support;

namespace Delivery.Workflows.Api.Tests.Api;

public sealed class DescriptorTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Activities_ByTypeAndVersion_AreEachThereOnce()
    {
        var types = (await ItemsAsync()).Select(item => (Text(item, "typeName"), item["version"]!.GetValue<int>())).ToList();

        types.ShouldBeUnique();
        types.ShouldContain(("Elsa.Workflow", 1));
        types.ShouldContain(("Elsa.Flowchart", 1));
        types.ShouldContain(("Elsa.Sequence", 1));
        types.ShouldContain(("Elsa.NotFoundActivity", 1));
        types.ShouldContain(("Delivery.Payments.AuthorizePayment", 1));
        types.ShouldContain(("RiderSearch", 1));
    }

    /// <summary>The designer breaks at the first activity that it finds no descriptor for.</summary>
    [Fact]
    public async Task Activities_OfEveryStoredDefinition_AreAmongThem()
    {
        var types = (await ItemsAsync()).Select(item => (Text(item, "typeName"), item["version"]!.GetValue<int>())).ToHashSet();
        var definitions = await host.GetJsonAsync("/workflow-definitions?versionOptions=Latest");

        var drawn = new List<(string, int)>();
        foreach (var definition in definitions["items"]!.AsArray())
        {
            var model = await host.GetJsonAsync($"/workflow-definitions/by-definition-id/{Text(definition!, "definitionId")}");
            Collect(model["root"], drawn);
        }

        drawn.Count.ShouldBeGreaterThan(100);
        drawn.Distinct().Except(types).ShouldBeEmpty();
    }

    /// <summary>What was read of a version is kept; a draft is written over.</summary>
    [Fact]
    public async Task Activities_OfADraftThatWasSavedAgain_SayWhatItSaysNow()
    {
        var editor = await Editor.CreateAsync(host, "usable");
        editor.Model["options"] = new JsonObject { ["usableAsActivity"] = true };
        using var first = await editor.SaveAsync("Does this");
        (await DescriptionAsync()).ShouldBe("Does this");

        using var second = await editor.SaveAsync("Does that");

        (await DescriptionAsync()).ShouldBe("Does that");
        async Task<string?> DescriptionAsync() => (await ItemsAsync()).Single(item => Text(item, "typeName") == "Usable")["description"]?.GetValue<string>();
    }

    [Fact]
    public async Task Activities_OfAVersionThatCameBackWithAnotherText_SayWhatItSaysNow()
    {
        (await ImportedAsync("Before")).ShouldBe("Before");
        using var deleted = await host.SendAsync("DELETE", "/elsa/api/workflow-definitions/come-back", role: "analyst");

        (await ImportedAsync("After")).ShouldBe("After");
        async Task<string?> ImportedAsync(string description)
        {
            var file = JsonNode.Parse($$"""
                { "definitionId": "come-back", "id": "come-back-v1", "name": "Come back", "description": "{{description}}", "options": { "usableAsActivity": true },
                  "root": { "id": "Seq1", "type": "Elsa.Sequence", "version": 1, "activities": [] } }
                """)!;
            (await host.PostJsonAsync("/workflow-definitions/import", file, "analyst"))["id"]!.GetValue<string>().ShouldBe("come-back-v1");
            return (await ItemsAsync()).Single(item => Text(item, "typeName") == "ComeBack")["description"]?.GetValue<string>();
        }
    }

    [Fact]
    public async Task CommandOfTheDomain_InTheToolbox_SaysWhatItIsAndWhereItLeads()
    {
        var item = (await ItemsAsync()).Single(item => Text(item, "typeName") == "Delivery.Stores.OfferTicket");

        Text(item, "displayName").ShouldNotBeNullOrEmpty();
        Text(item, "description").ShouldNotBeNullOrEmpty();
        Text(item, "category").ShouldNotBeNullOrEmpty();
        item["ports"]!.AsArray().Select(port => Text(port!, "name")).ShouldContain("Timed out");
        item["inputs"]!.AsArray().ShouldAllBe(input => Text(input!, "uiHint").Length > 0 && input!["isBrowsable"] != null);
    }

    private async Task<List<JsonNode>> ItemsAsync() =>
        [.. (await host.GetJsonAsync("/descriptors/activities?Refresh=true"))["items"]!.AsArray().Select(item => item!)];

    private static void Collect(JsonNode? node, List<(string, int)> types)
    {
        switch (node)
        {
            case JsonObject json:
                if (json.ContainsKey("nodeId"))
                {
                    types.Add((Text(json, "type"), json["version"]!.GetValue<int>()));
                }

                foreach (var (_, value) in json)
                {
                    Collect(value, types);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Collect(item, types);
                }

                break;
        }
    }

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
