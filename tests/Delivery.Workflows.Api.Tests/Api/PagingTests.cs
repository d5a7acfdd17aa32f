using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Tests.Support;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Instances;

namespace Delivery.Workflows.Api.Tests.Api;

/// <summary>No answer is longer than one process can afford, however it is asked for.</summary>
public sealed class PagingTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const int MoreThanAPage = 101;

    [Fact]
    public async Task InstanceList_WithoutPaging_IsAPageAndSaysHowMuchThereIs()
    {
        for (var i = 0; i < MoreThanAPage; i++)
        {
            await host.Get<WorkflowInstances>().StartAsync("naming", null, null, TestContext.Current.CancellationToken);
        }

        var list = await host.GetJsonAsync("/workflow-instances");

        list["items"]!.AsArray().Count.ShouldBe(100);
        list["totalCount"]!.GetValue<int>().ShouldBeGreaterThanOrEqualTo(MoreThanAPage);
    }

    [Fact]
    public async Task DefinitionList_WithoutPaging_FillsTheStudiosPickers()
    {
        for (var i = 0; i < MoreThanAPage; i++)
        {
            await host.Get<WorkflowDefinitions>().SaveDraftAsync(Samples.Fresh($"many-{i}"), TestContext.Current.CancellationToken);
        }

        var list = await host.GetJsonAsync("/workflow-definitions?versionOptions=LatestOrPublished");

        list["items"]!.AsArray().Count.ShouldBe(list["totalCount"]!.GetValue<int>());
        list["totalCount"]!.GetValue<int>().ShouldBeGreaterThan(MoreThanAPage);
    }

    [Theory]
    [InlineData("/workflow-instances?pageSize=1001", "1000")]
    [InlineData("/workflow-instances?page=0&pageSize=2147483647", "1000")]
    [InlineData("/workflow-instances?page=2147484&pageSize=1000", "page 2147484")]
    [InlineData("/workflow-definitions?page=21474837", "page 21474837")]
    [InlineData("/workflow-definitions?Page=0&PageSize=1001", "1000")]
    [InlineData("/workflow-instances/any/journal?skip=0&take=1001", "1000")]
    public async Task List_BeyondWhatIsGiven_IsRefusedReadably(string path, string expected)
    {
        using var response = await host.SendAsync("GET", "/elsa/api" + path);

        ((int)response.StatusCode).ShouldBe(400);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        error["errors"]!["generalErrors"]![0]!.GetValue<string>().ShouldContain(expected);
    }

    [Theory]
    [InlineData("/workflow-instances?page=2147483&pageSize=1000")]
    [InlineData("/workflow-definitions?page=0&pageSize=1000")]
    [InlineData("/workflow-instances/any/journal?skip=2147483647&take=1000")]
    public async Task List_AtTheLimits_IsAnswered(string path) =>
        (await host.GetJsonAsync(path))["items"].ShouldNotBeNull();

    [Fact]
    public async Task Export_OfMoreInstancesThanAPageShows_IsRefusedReadably()
    {
        var ids = new JsonArray([.. Enumerable.Range(0, MoreThanAPage).Select(i => JsonValue.Create($"wfi_{i}"))]);

        using var response = await host.SendAsync("POST", "/elsa/api/bulk-actions/export/workflow-instances", new JsonObject { ["ids"] = ids });

        ((int)response.StatusCode).ShouldBe(400);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("At most 100 instances");
    }
}
