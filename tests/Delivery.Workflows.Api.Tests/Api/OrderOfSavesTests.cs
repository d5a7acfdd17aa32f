using System.Net;
using Delivery.Workflows.Api.Tests.Support;
using Delivery.Workflows.Runtime.Definitions;

namespace Delivery.Workflows.Api.Tests.Api;

/// <summary>Saves of one editor that arrive in another order than they were sent in.</summary>
public sealed class OrderOfSavesTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Saving_ThatArrivesAfterALaterOne_ChangesNothing()
    {
        var editor = await Editor.CreateAsync(host, "overtaken");
        using var later = await editor.SaveAsync("later", change: 12);

        using var earlier = await editor.SaveAsync("earlier", change: 9);

        earlier.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await earlier.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("\"description\":\"later\"");
        (await DescriptionAsync("overtaken", VersionSelector.Latest)).ShouldBe("later");
    }

    [Fact]
    public async Task Saving_OneAfterTheOther_StoresTheLast()
    {
        var editor = await Editor.CreateAsync(host, "in-order");
        using var first = await editor.SaveAsync("first", change: 9);

        using var second = await editor.SaveAsync("second", change: 10);

        (await DescriptionAsync("in-order", VersionSelector.Latest)).ShouldBe("second");
    }

    [Fact]
    public async Task Publishing_ThatArrivesAfterALaterSave_IsRefused()
    {
        var editor = await Editor.CreateAsync(host, "published-late");
        using var later = await editor.SaveAsync("later", change: 2);

        using var publishing = await editor.SaveAsync("earlier", change: 1, publish: true);

        publishing.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await publishing.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("publish again");
        (await DescriptionAsync("published-late", VersionSelector.Latest)).ShouldBe("later");
        (await host.Get<WorkflowDefinitions>().FindAsync("published-late", VersionSelector.Published, TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    /// <summary>A page that was loaded again counts from the beginning, and has opened the definition again.</summary>
    [Fact]
    public async Task Saving_FromAPageThatCountsAnew_IsStored()
    {
        using var before = await (await Editor.CreateAsync(host, "reloaded")).SaveAsync("before", change: 50);

        using var response = await (await Editor.OpenAsync(host, "reloaded")).SaveAsync("after", change: 1);

        (await DescriptionAsync("reloaded", VersionSelector.Latest)).ShouldBe("after");
    }

    private async Task<string?> DescriptionAsync(string definitionId, VersionSelector selector)
    {
        var version = await host.Get<WorkflowDefinitions>().FindAsync(definitionId, selector, TestContext.Current.CancellationToken);
        return WorkflowDefinition.Parse(version!.Source).Document["description"]?.GetValue<string>();
    }
}
