using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Problems;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Definitions.Audit;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Definitions;

public abstract class DefinitionAuditTests(TestDatabase database) : RuntimeTests(database)
{
    private static readonly JsonObject Endless = Elsa.Activity("Elsa.For", "for");

    [Fact]
    public async Task Log_OfPublicationsAndRetractions_SaysWhoWhenAndWhyTheNewestFirst()
    {
        var host = await StartAsync();
        await host.Definitions.SaveDraftAsync(Elsa.Sequence("order", Elsa.Probe()), CancellationToken.None);
        await host.Definitions.PublishAsync("order", expected: null, new ChangeAuthor("analyst-1", "First try"), CancellationToken.None);
        Time.Advance(TimeSpan.FromMinutes(1));
        await host.Definitions.RetractAsync("order", new ChangeAuthor("analyst-2"), CancellationToken.None);
        Time.Advance(TimeSpan.FromMinutes(1));
        await host.Definitions.PublishAsync("order", CancellationToken.None);

        var log = await host.Get<DefinitionAudit>().ListAsync("order", 10, CancellationToken.None);

        log.Select(entry => (entry.Action, entry.Version, entry.Who, entry.Note)).ShouldBe(
        [
            (AuditAction.Published, 1, null, null),
            (AuditAction.Retracted, 1, "analyst-2", null),
            (AuditAction.Published, 1, "analyst-1", "First try"),
        ]);
        log[2].At.ShouldBe(Time.GetUtcNow() - TimeSpan.FromMinutes(2));
        (await host.Get<DefinitionAudit>().ListAsync("order", 1, CancellationToken.None)).ShouldBe(log.Take(1));
    }

    [Fact]
    public async Task Publish_WithDoubtsAndNoNote_IsRefusedAndNotInTheLog()
    {
        var host = await StartAsync();
        await host.Definitions.SaveDraftAsync(Elsa.Sequence("order", Endless.DeepClone().AsObject()), CancellationToken.None);

        var problem = await Should.ThrowAsync<ProblemException>(() =>
            host.Definitions.PublishAsync("order", expected: null, new ChangeAuthor("analyst-1"), CancellationToken.None));

        problem.Type.ShouldBe(WorkflowProblems.NoteRequired);
        (await host.Get<DefinitionAudit>().ListAsync("order", 10, CancellationToken.None)).ShouldBeEmpty();
        (await host.QueryAsync(db => db.Versions.AnyAsync(version => version.IsPublished))).ShouldBeFalse();
    }
}
