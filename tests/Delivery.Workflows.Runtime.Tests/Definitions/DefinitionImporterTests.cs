using Delivery.ServiceDefaults.Problems;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Definitions;

public abstract class DefinitionImporterTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Placed = "Orders.OrderPlaced";

    [Fact]
    public async Task Import_NewFile_IsPublished()
    {
        var host = await StartAsync();

        await ImportAsync(host, FileOf("one"));

        var published = await PublishedAsync(host);
        published.Version.ShouldBe(1);
        published.Source.ShouldContain("\"one\"");
        await host.TakeAsync(TestMessages.Placed("ord_1"));
        (await host.InstancesOfAsync("ord_1")).Count.ShouldBe(1);
    }

    /// <summary>At the start nobody is there who could mend what a rule of the host's finds.</summary>
    [Fact]
    public async Task Import_FileThatARuleRefuses_IsPublishedAllTheSameAndByNoPerson()
    {
        var host = await StartAsync();
        host.Get<WorkflowEngine>().Catalog.Add(new NothingIsAllowed());

        await ImportAsync(host, FileOf("one"));

        (await PublishedAsync(host)).Version.ShouldBe(1);
        (await Should.ThrowAsync<ProblemException>(() => host.PublishAsync(DefinitionOf("two")))).Type.ShouldBe(WorkflowProblems.DefinitionInvalid);
    }

    [Fact]
    public async Task Import_SameFileAgain_ChangesNothing()
    {
        var host = await StartAsync();
        await ImportAsync(host, FileOf("one"));

        await ImportAsync(host, FileOf("one") with { Text = FileOf("one").Text.ReplaceLineEndings("\r\n") });

        (await LatestAsync(host)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task Import_ChangedFile_IsPublishedAsTheNextVersion()
    {
        var host = await StartAsync();
        await ImportAsync(host, FileOf("one"));

        await ImportAsync(host, FileOf("two"));

        var published = await PublishedAsync(host);
        published.Version.ShouldBe(2);
        published.Source.ShouldContain("\"two\"");
    }

    [Fact]
    public async Task Import_SameFileAfterAnAnalystPublished_LeavesTheAnalystsVersion()
    {
        var host = await StartAsync();
        await ImportAsync(host, FileOf("one"));
        await host.PublishAsync(DefinitionOf("analyst"));

        await ImportAsync(host, FileOf("one"));

        (await PublishedAsync(host)).Source.ShouldContain("\"analyst\"");
        (await LatestAsync(host)).Version.ShouldBe(2);
    }

    [Fact]
    public async Task Import_BothChanged_IsADraftAndLeavesTheAnalystsVersionPublished()
    {
        var host = await StartAsync();
        await ImportAsync(host, FileOf("one"));
        await host.PublishAsync(DefinitionOf("analyst"));

        await ImportAsync(host, FileOf("two"));

        (await PublishedAsync(host)).Source.ShouldContain("\"analyst\"");
        var latest = await LatestAsync(host);
        latest.IsPublished.ShouldBeFalse();
        latest.Source.ShouldContain("\"two\"");
        await ImportAsync(host, FileOf("two"));
        (await LatestAsync(host)).Version.ShouldBe(3, "the file was imported once");
    }

    [Fact]
    public async Task Import_AnalystLeftADraft_IsADraftBehindIt()
    {
        var host = await StartAsync();
        await ImportAsync(host, FileOf("one"));
        var draft = await host.Definitions.SaveDraftAsync(DefinitionOf("analyst"), CancellationToken.None);

        await ImportAsync(host, FileOf("two"));

        (await PublishedAsync(host)).Source.ShouldContain("\"one\"");
        (await host.Definitions.FindVersionAsync(draft.Id, CancellationToken.None))!.Source.ShouldContain("\"analyst\"");
        (await LatestAsync(host)).Source.ShouldContain("\"two\"");
    }

    [Fact]
    public async Task Import_DefinitionThatAnAnalystMadeFirst_IsADraft()
    {
        var host = await StartAsync();
        await host.PublishAsync(DefinitionOf("analyst"));

        await ImportAsync(host, FileOf("one"));

        (await PublishedAsync(host)).Source.ShouldContain("\"analyst\"");
        (await LatestAsync(host)).IsPublished.ShouldBeFalse();
    }

    [Fact]
    public async Task Import_ExportedFile_IsNoChangeAndTheNextOneIsPublished()
    {
        var host = await StartAsync();
        await ImportAsync(host, FileOf("one"));
        await host.PublishAsync(DefinitionOf("analyst"));
        var exported = new DefinitionFile("order.json", await host.Definitions.ExportAsync("order", CancellationToken.None));

        await ImportAsync(host, exported);
        (await LatestAsync(host)).Version.ShouldBe(2);
        (await host.Definitions.ExportAsync("order", CancellationToken.None)).ShouldBe(exported.Text);
        await ImportAsync(host, FileOf("two"));

        var published = await PublishedAsync(host);
        published.Version.ShouldBe(3);
        published.Source.ShouldContain("\"two\"");
    }

    [Fact]
    public async Task Import_FileThatIsNoDefinition_NamesTheFile()
    {
        var host = await StartAsync();

        var exception = await Should.ThrowAsync<WorkflowDefinitionException>(() => ImportAsync(host, new DefinitionFile("broken.json", "{")));

        exception.Message.ShouldStartWith("broken.json: ");
    }

    [Fact]
    public async Task Import_FileWithAnActivityThatIsNotThere_IsRefusedWithAllFilesAndSaysWhere()
    {
        var host = await StartAsync();
        DefinitionFile[] files =
        [
            FileOf("one"),
            new DefinitionFile("broken.json", Elsa.Sequence("broken", Elsa.StartsWith(Placed), Elsa.Activity("Shop.Pray", "hope")).ToJson()),
        ];

        var problem = await Should.ThrowAsync<ProblemException>(() => host.Get<DefinitionImporter>().ImportAsync(files, CancellationToken.None));

        problem.Message.ShouldContain("broken cannot be published. ");
        problem.Message.ShouldContain("“hope” in “broken”");
        (await host.QueryAsync(db => db.Versions.CountAsync())).ShouldBe(0);
    }

    private static WorkflowDefinition DefinitionOf(string activityId) =>
        Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor("Stores.CookingStarted", activityId));

    private static DefinitionFile FileOf(string activityId) => new("order.json", DefinitionOf(activityId).ToJson());

    private static Task ImportAsync(RuntimeHost host, DefinitionFile file) => host.Get<DefinitionImporter>().ImportAsync([file], CancellationToken.None);

    private static async Task<DefinitionVersion> LatestAsync(RuntimeHost host) =>
        (await host.Definitions.FindAsync("order", VersionSelector.Latest, CancellationToken.None)).ShouldNotBeNull();

    private static async Task<DefinitionVersion> PublishedAsync(RuntimeHost host) =>
        (await host.Definitions.FindAsync("order", VersionSelector.Published, CancellationToken.None)).ShouldNotBeNull();

    private sealed class NothingIsAllowed : IDefinitionRule
    {
        public IEnumerable<DefinitionProblem> Check(WorkflowGraph graph) => [DefinitionProblem.At(graph.Root, isError: true, "It is not allowed.")];
    }
}
