using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Tests.Support;
using Delivery.Workflows.Runtime.Definitions;

namespace Delivery.Workflows.Api.Tests.Api;

public sealed class DefinitionTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Definition_WhenServed_KeepsWhatOnlyItsEditorKnows()
    {
        var model = await host.GetJsonAsync("/workflow-definitions/waiting");

        model["somethingElse"]!["kept"]!.GetValue<bool>().ShouldBeTrue();
        model["customProperties"]!["team"]!.GetValue<string>().ShouldBe("ours");
        var say = model["root"]!["activities"]![0]!;
        say["metadata"]!["ours"]!.ToJsonString().ShouldBe("[1,null]");
        say["nodeId"]!.GetValue<string>().ShouldBe("Workflow1:Flow1:say");
    }

    [Fact]
    public async Task UnknownActivity_WhenServed_IsAStandInWithTheOriginalInside()
    {
        var model = await host.GetJsonAsync("/workflow-definitions/draft");

        var odd = model["root"]!["activities"]![0]!;
        odd["type"]!.GetValue<string>().ShouldBe("Elsa.NotFoundActivity");
        odd["version"]!.GetValue<int>().ShouldBe(1);
        odd["missingTypeName"]!.GetValue<string>().ShouldBe("Acme.DoesNotExist");
        odd["missingTypeVersion"]!.GetValue<int>().ShouldBe(7);
        JsonNode.Parse(odd["originalActivityJson"]!.GetValue<string>())!["foo"]!["bar"]!.ToJsonString().ShouldBe("[1,2]");
    }

    [Fact]
    public async Task Paths_OfADefinition_AreThoseOfTheJournal()
    {
        var journal = await host.GetJsonAsync($"/workflow-instances/{host.Waiting}/journal");
        var model = await host.GetJsonAsync("/workflow-definitions/by-id/waiting-v1");

        var paths = model["root"]!["activities"]!.AsArray().Select(activity => activity!["nodeId"]!.GetValue<string>()).ToList();
        journal["items"]!.AsArray().Select(entry => entry!["nodeId"]!.GetValue<string>()).ShouldContain(paths[1]);
    }

    [Fact]
    public async Task WorkflowInADiagram_WhenServed_SaysWhichOneItIs()
    {
        var model = await host.GetJsonAsync("/workflow-definitions/order-lifecycle");

        var cook = Find(model["root"], "cook").ShouldNotBeNull();
        cook["workflowDefinitionId"]!.GetValue<string>().ShouldBe("cooking");
        cook["workflowDefinitionVersionId"]!.GetValue<string>().ShouldBe("cooking-v1");
        cook["latestAvailablePublishedVersion"]!.GetValue<int>().ShouldBe(1);
        cook["latestAvailablePublishedVersionId"]!.GetValue<string>().ShouldBe("cooking-v1");
        cook["root"].ShouldBeNull();
    }

    [Theory]
    [InlineData(1, "first")]
    [InlineData(2, "second")]
    public async Task WorkflowInADiagram_InAVersionOfALongHistory_IsThatOne(int number, string inside)
    {
        var used = $"history-{number}";
        await Editor.CreateAsync(host, used);
        foreach (var root in new[] { "first", "second", "third" })
        {
            var editor = await Editor.OpenAsync(host, used);
            editor.Model["root"]!["id"] = root;
            using var saved = await editor.SaveAsync(root, publish: true);
        }

        var user = $"user-{number}";
        await host.Get<WorkflowDefinitions>().SaveDraftAsync(
            Samples.Sequence(user, $$"""{ "id": "call", "name": "Call1", "type": "Call", "version": {{number}}, "workflowDefinitionId": "{{used}}" }"""),
            TestContext.Current.CancellationToken);

        var call = Find((await host.GetJsonAsync($"/workflow-definitions/{user}?includeCompositeRoot=true"))["root"], "call").ShouldNotBeNull();

        Find(call["root"], inside).ShouldNotBeNull();
        call["latestAvailablePublishedVersion"]!.GetValue<int>().ShouldBe(3);
    }

    [Theory]
    [InlineData("FOR TESTS OF WAIT", "waiting")]
    [InlineData("sample naming", "naming")]
    [InlineData("Faulting-V1", "faulting")]
    public async Task List_WithAText_FindsItInNamesDescriptionsAndIds(string text, string definitionId)
    {
        var list = await host.GetJsonAsync($"/workflow-definitions?searchTerm={Uri.EscapeDataString(text)}");

        list["items"]!.AsArray().ShouldHaveSingleItem()!["definitionId"]!.GetValue<string>().ShouldBe(definitionId);
        list["totalCount"]!.GetValue<int>().ShouldBe(1);
        (await host.GetJsonAsync("/workflow-definitions?searchTerm=storageDriverTypeName"))["totalCount"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task Subgraph_OfAWorkflowInADiagram_ShowsItsInside()
    {
        var version = (await host.GetJsonAsync("/workflow-definitions/order-lifecycle"))["id"]!.GetValue<string>();

        var cook = await CookAsync(version);

        cook["activity"]!["root"]!["type"]!.GetValue<string>().ShouldBe("Elsa.Workflow");
        var inside = cook["activity"]!["root"]!["root"]!;
        inside["type"]!.GetValue<string>().ShouldBe("Elsa.Flowchart");
        inside["nodeId"]!.GetValue<string>().ShouldMatch(":cook:Workflow[0-9]+:");
    }

    [Fact]
    public async Task Segments_OfAnActivityInAnInsideWorkflow_NameTheWayDown()
    {
        var model = await host.GetJsonAsync("/workflow-definitions/order-lifecycle");
        var version = model["id"]!.GetValue<string>();
        var cook = await CookAsync(version);
        var child = cook["activity"]!["root"]!["root"]!["activities"]![0]!["nodeId"]!.GetValue<string>();

        var segments = await host.GetJsonAsync($"/workflow-definitions/subgraph/segments/{version}?childNodeId={child}");

        segments["pathSegments"]!.AsArray().Select(segment => segment!["activityId"]!.GetValue<string>()).ShouldBe(["life", "kitchen", "cook"]);
        segments["pathSegments"]![0]!["portName"]!.GetValue<string>().ShouldBe("Body", StringCompareShould.IgnoreCase);
        segments["pathSegments"]![2]!["portName"]!.GetValue<string>().ShouldBe("Root");
        segments["container"]!["activity"]!["type"]!.GetValue<string>().ShouldBe("Elsa.Flowchart");
        segments["childNode"]!["nodeId"]!.GetValue<string>().ShouldBe(child);
    }

    [Theory]
    [InlineData("searchTerm=LIFE", new[] { "order-lifecycle" })]
    [InlineData("searchTerm=for tests of ending&versionOptions=Published", new[] { "ending" })]
    [InlineData("definitionIds=ending&DefinitionIds=draft&versionOptions=Latest", new[] { "draft", "ending" })]
    [InlineData("definitionIds=ending&definitionIds=draft&versionOptions=Published", new[] { "ending" })]
    [InlineData("Ids=ending-v1&versionOptions=", new[] { "ending" })]
    [InlineData("isSystem=True", new string[0])]
    public async Task List_WithConditions_HasWhatFits(string query, string[] expected)
    {
        var list = await host.GetJsonAsync("/workflow-definitions?" + query);

        list["items"]!.AsArray().Select(item => item!["definitionId"]!.GetValue<string>()).ShouldBe(expected, ignoreOrder: true);
        list["totalCount"]!.GetValue<int>().ShouldBe(expected.Length);
    }

    [Fact]
    public async Task List_InPages_HasEachOnce()
    {
        var total = (await host.GetJsonAsync("/workflow-definitions?versionOptions=Latest"))["totalCount"]!.GetValue<int>();
        var names = new List<string>();
        for (var page = 0; page * 4 < total; page++)
        {
            var part = await host.GetJsonAsync($"/workflow-definitions?versionOptions=Latest&Page={page}&PageSize=4&OrderBy=Name&OrderDirection=Descending");
            part["totalCount"]!.GetValue<int>().ShouldBe(total);
            names.AddRange(part["items"]!.AsArray().Select(item => item!["name"]!.GetValue<string>()));
        }

        names.Count.ShouldBe(total);
        names.ShouldBe(names.OrderByDescending(name => name, StringComparer.Ordinal));
    }

    [Fact]
    public async Task List_OfAllVersions_HasThoseBeforeToo()
    {
        var definitions = host.Get<WorkflowDefinitions>();
        await definitions.SaveDraftAsync(Samples.Ending, TestContext.Current.CancellationToken);

        var list = await host.GetJsonAsync("/workflow-definitions?versionOptions=AllVersions&DefinitionIds=ending&OrderBy=Version&OrderDirection=Descending");

        list["items"]!.AsArray().Select(item => (item!["version"]!.GetValue<int>(), item["isLatest"]!.GetValue<bool>(), item["isPublished"]!.GetValue<bool>()))
            .ShouldBe([(2, true, false), (1, false, true)]);
    }

    [Theory]
    [InlineData("/workflow-definitions?versionOptions=Nope")]
    [InlineData("/workflow-definitions?page=-1")]
    [InlineData("/workflow-definitions?pageSize=0")]
    [InlineData("/workflow-definitions?orderBy=7")]
    public async Task List_WithWhatMakesNoSense_IsRefusedReadably(string path)
    {
        using var response = await host.SendAsync("GET", "/elsa/api" + path);

        ((int)response.StatusCode).ShouldBe(400);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        error["errors"]!["generalErrors"]![0]!.GetValue<string>().ShouldNotBeEmpty();
    }

    private async Task<JsonNode> CookAsync(string version)
    {
        var model = await host.GetJsonAsync("/workflow-definitions/order-lifecycle");
        var path = Find(model["root"], "cook").ShouldNotBeNull()["nodeId"]!.GetValue<string>();
        return await host.GetJsonAsync($"/workflow-definitions/subgraph/{version}?parentNodeId={path}");
    }

    /// <summary>The activity of that id, however deep it is drawn.</summary>
    private static JsonObject? Find(JsonNode? node, string id) => node switch
    {
        JsonObject json when json["id"] is JsonValue own && own.GetValue<string>() == id && json.ContainsKey("type") => json,
        JsonObject json => json.Select(member => Find(member.Value, id)).FirstOrDefault(found => found is not null),
        JsonArray array => array.Select(item => Find(item, id)).FirstOrDefault(found => found is not null),
        _ => null,
    };
}
