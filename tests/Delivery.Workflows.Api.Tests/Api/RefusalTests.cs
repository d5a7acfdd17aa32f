using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Api.Instances;
using Delivery.Workflows.Api.Tests.Support;
using Delivery.Workflows.Runtime.Definitions;

namespace Delivery.Workflows.Api.Tests.Api;

/// <summary>What one caller sends must not break anything for the others, and is told apart from our own failures.</summary>
public sealed class RefusalTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Root = """{ "id": "Seq1", "type": "Elsa.Sequence", "version": 1, "activities": [] }""";

    public static TheoryData<string, string> Unreadable => new()
    {
        { "deep", $$"""{ "definitionId": "deep", "root": {{Root}}, "customProperties": { "deep": {{Deep(600)}} } }""" },
        { "deep-for-a-bundle", $$"""{ "definitionId": "deep-for-a-bundle", "root": {{Root}}, "customProperties": { "deep": {{Deep(509)}} } }""" },
        { "much-too-deep", $$"""{ "definitionId": "much-too-deep", "root": {{Root}}, "customProperties": { "deep": {{Deep(2000)}} } }""" },
        { "repeated", $$"""{ "definitionId": "repeated", "root": {{Root}}, "customProperties": { "deep": { "a": 1, "a": 2 } } }""" },
        { "half", $$"""{ "definitionId": "half", "root": {{Root}}, "customProperties": { "deep": "\ud83d" } }""" },
        { "nul", $$"""{ "definitionId": "nul", "name": "a\u0000b", "root": {{Root}} }""" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task Saving_WhatCouldNotBeReadAgain_IsRefused(string id, string model)
    {
        using var response = await PostAsync("/workflow-definitions", $$"""{ "model": {{model}} }""");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await CheckNothingIsStoredAsync(id);
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task Importing_WhatCouldNotBeReadAgain_IsRefused(string id, string model)
    {
        using var response = await PostAsync("/workflow-definitions/import", model);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await CheckNothingIsStoredAsync(id);
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task ImportingFiles_OneCouldNotBeReadAgain_StoresNoneOfThem(string id, string model)
    {
        using var response = await ImportAsync(("first.json", Bytes(File($"before-{id}"))), ($"{id}.json", Bytes(model)));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await CheckNothingIsStoredAsync(id);
        await CheckNothingIsStoredAsync($"before-{id}");
    }

    [Fact]
    public async Task ImportingFiles_SmallButLargeOnceUnpacked_IsRefused()
    {
        var padding = new string(' ', 9 * 1024 * 1024);
        var archives = Enumerable.Range(1, 3).Select(number => (
            $"{number}.zip",
            Zip([($"a-{number}.json", File($"bomb-{number}a") + padding), ($"b-{number}.json", File($"bomb-{number}b") + padding)])));

        using var response = await ImportAsync([.. archives]);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await TextAsync(response)).ShouldContain("50 MB");
        await CheckNothingIsStoredAsync("bomb-1a");
    }

    [Fact]
    public async Task ImportingFiles_MoreThanAllowedInAllArchivesTogether_IsRefused()
    {
        byte[] Half(string name) => Zip([.. Enumerable.Range(1, 250).Select(number => ($"{number}.json", File($"{name}-{number}")))]);

        using var response = await ImportAsync(("a.zip", Half("many-a")), ("b.zip", Half("many-b")), ("one.json", Bytes(File("many-one"))));

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await TextAsync(response)).ShouldContain("500 files");
        await CheckNothingIsStoredAsync("many-a-1");
    }

    [Fact]
    public async Task ImportingFiles_WithinWhatIsAllowed_StoresThem()
    {
        using var response = await ImportAsync(("a.zip", Zip([("x.json", File("fine-1")), ("y.json", File("fine-2"))])), ("z.json", Bytes("\uFEFF" + File("fine-3"))));

        JsonNode.Parse(await TextAsync(response))!["count"]!.GetValue<int>().ShouldBe(3);
        (await FindAsync("fine-3")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Saving_MembersThatDifferInCase_KeepsBoth()
    {
        using var response = await PostAsync(
            "/workflow-definitions", $$"""{ "Model": { "DefinitionId": "cases", "root": {{Root}}, "customProperties": { "data": { "a": 1, "A": 2 } } } }""");

        response.StatusCode.ShouldBe(HttpStatusCode.OK, await TextAsync(response));
        WorkflowDefinition.Parse((await FindAsync("cases"))!.Source).CustomProperties["data"]!.ToJsonString().ShouldBe("""{"a":1,"A":2}""");
    }

    [Fact]
    public async Task Running_WithInputWhoseMembersDifferInCase_Starts()
    {
        using var response = await PostAsync("/workflow-definitions/ending/dispatch", """{ "INPUT": { "a": 1, "A": { "b": 1, "B": 2 } } }""");

        response.StatusCode.ShouldBe(HttpStatusCode.OK, await TextAsync(response));
    }

    [Fact]
    public async Task Opening_ADefinitionWhoseListsAreNone_ServesLists()
    {
        using var import = await PostAsync("/workflow-definitions/import", $$"""{ "definitionId": "no-lists", "root": {{Root}}, "variables": {}, "outcomes": 1 }""");
        import.IsSuccessStatusCode.ShouldBeTrue(await TextAsync(import));

        var model = await host.GetJsonAsync("/workflow-definitions/by-definition-id/no-lists?versionOptions=Latest", "analyst");

        model["variables"]!.ToJsonString().ShouldBe("[]");
        model["outcomes"]!.ToJsonString().ShouldBe("[]");
    }

    [Theory]
    [InlineData("/workflow-instances", """{ "page": 0, "page": 1 }""")]
    [InlineData("/workflow-instances", """{ "page": 0, "Page": 1 }""")]
    [InlineData("/workflow-instances", """{ "timestampFilters": [ { "column": "createdAt", "Column": "createdAt" } ] }""")]
    [InlineData("/workflow-instances", """{ "searchTerm": "\ud83d" }""")]
    [InlineData("/workflow-instances", """{ "searchTerm": "a\u0000b" }""")]
    [InlineData("/workflow-instances", """{ "definitionIds": ["a\u0000b"] }""")]
    [InlineData("/workflow-instances", """{ "timestampFilters": [ { "column": "createdAt", "operator": "Is", "timestamp": "9999-12-31T00:00:00Z" } ] }""")]
    [InlineData("/workflow-definitions/ending/dispatch", """{ "input": { "a": 1, "a": 2 } }""")]
    [InlineData("/workflow-definitions/ending/dispatch", """{ "input": { "a": "\udc00" } }""")]
    public async Task Body_ThatMakesNoSense_IsRefused(string path, string body)
    {
        using var response = await PostAsync(path, body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Running_WithInputNestedTooDeep_IsRefused()
    {
        using var response = await PostAsync("/workflow-definitions/ending/dispatch", $$"""{ "input": { "a": {{Deep(64)}} } }""");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("/workflow-definitions?searchTerm=a%00b")]
    [InlineData("/workflow-definitions?definitionIds=a%00b")]
    [InlineData("/workflow-instances?searchTerm=a%00b")]
    [InlineData("/workflow-definitions/validation/is-name-unique?name=a%00b")]
    public async Task Address_WithANul_IsRefused(string path)
    {
        using var response = await host.SendAsync("GET", "/elsa/api" + path);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public void TimeOfAFilter_WithAnOffset_IsAskedForInUtc()
    {
        var body = JsonNode.Parse("""
            { "timestampFilters": [ { "Column": "CreatedAt", "operator": "Is", "timestamp": "2026-11-23T00:00:00+09:00" } ] }
            """)!.AsObject();

        var time = InstanceListRequest.Of(body.InAnyCase()).Times.ShouldHaveSingleItem();

        time.From!.Value.ShouldBe(new DateTimeOffset(2026, 11, 22, 15, 0, 0, TimeSpan.Zero));
        time.From!.Value.Offset.ShouldBe(TimeSpan.Zero);
        time.Until!.Value.ShouldBe(new DateTimeOffset(2026, 11, 23, 15, 0, 0, TimeSpan.Zero));
        time.Until!.Value.Offset.ShouldBe(TimeSpan.Zero);
    }

    private static string Deep(int levels) => new string('[', levels) + new string(']', levels);

    private static string File(string id) => $$"""{ "definitionId": "{{id}}", "name": "{{id}}", "root": {{Root}} }""";

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Zip(IReadOnlyList<(string Name, string Text)> files)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Bytes(text));
            }
        }

        return buffer.ToArray();
    }

    private static Task<string> TextAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private async Task<HttpResponseMessage> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await host.SendAsync("POST", "/elsa/api" + path, content, "analyst");
    }

    private async Task<HttpResponseMessage> ImportAsync(params (string Name, byte[] Content)[] files)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, content) in files)
        {
            form.Add(new ByteArrayContent(content), "files", name);
        }

        return await host.SendAsync("POST", "/elsa/api/workflow-definitions/import-files", form, "analyst");
    }

    private Task<DefinitionVersion?> FindAsync(string definitionId) =>
        host.Get<WorkflowDefinitions>().FindAsync(definitionId, VersionSelector.Latest, TestContext.Current.CancellationToken);

    private async Task CheckNothingIsStoredAsync(string definitionId)
    {
        (await FindAsync(definitionId)).ShouldBeNull();
        await host.GetJsonAsync("/descriptors/activities");
        await host.GetJsonAsync("/workflow-definitions");
    }
}
