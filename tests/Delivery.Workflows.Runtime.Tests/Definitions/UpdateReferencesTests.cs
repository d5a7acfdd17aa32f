using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Problems;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Tests.Support;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Definitions;

public abstract class UpdateReferencesTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Placed = "Orders.OrderPlaced";

    [Fact]
    public async Task Update_ConsumersOfAnEarlierVersion_RunThePublishedOne()
    {
        var host = await StartAsync();
        await host.PublishAsync(Usable("part", Elsa.Probe("old")));
        await host.PublishAsync(Usable("middle", Runs("part")));
        await host.PublishAsync(Elsa.Sequence("outer", Elsa.StartsWith(Placed), Elsa.Activity("Elsa.Sequence", "inner", ("activities", new JsonArray(Runs("middle"))))));
        await host.PublishAsync(Usable("part", Elsa.Probe("new")));
        await host.TakeAsync(TestMessages.Placed("ord_before"));

        var updated = await host.Definitions.UpdateReferencesAsync("part", CancellationToken.None);
        await host.TakeAsync(TestMessages.Placed("ord_after"));

        updated.Select(version => (version.DefinitionId, version.Version, version.IsPublished)).ShouldBe([("middle", 2, true), ("outer", 2, true)]);
        (await host.CompletedAsync("ord_before")).ShouldContain("old");
        (await host.CompletedAsync("ord_after")).ShouldContain("new");
        (await host.Definitions.UpdateReferencesAsync("part", CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Update_Draft_StaysADraftAndWhatIsPublishedStays()
    {
        var host = await StartAsync();
        await host.PublishAsync(Usable("part", Elsa.Probe("old")));
        await host.PublishAsync(Elsa.Sequence("outer", Elsa.StartsWith(Placed), Runs("part")));
        await host.Definitions.SaveDraftAsync(Elsa.Sequence("outer", Elsa.StartsWith(Placed), Runs("part"), Elsa.Probe("unfinished")), CancellationToken.None);
        await host.PublishAsync(Usable("part", Elsa.Probe("new")));

        var updated = (await host.Definitions.UpdateReferencesAsync("part", CancellationToken.None)).ShouldHaveSingleItem();
        await host.TakeAsync(TestMessages.Placed("ord_1"));

        (updated.Version, updated.IsPublished).ShouldBe((2, false));
        updated.Source.ShouldContain((await host.Definitions.FindAsync("part", VersionSelector.Published, CancellationToken.None))!.Id);
        (await host.CompletedAsync("ord_1")).ShouldContain("old");
        (await host.CompletedAsync("ord_1")).ShouldNotContain("unfinished");
    }

    [Fact]
    public async Task Update_WhatNobodyPublished_IsAProblem()
    {
        var host = await StartAsync();
        await host.Definitions.SaveDraftAsync(Elsa.Sequence("part", Elsa.Probe()), CancellationToken.None);

        (await Should.ThrowAsync<ProblemException>(() => host.Definitions.UpdateReferencesAsync("part", CancellationToken.None)))
            .Type.ShouldBe(WorkflowProblems.DefinitionNotFound);
    }

    private static WorkflowDefinition Usable(string definitionId, JsonObject activity) =>
        Elsa.SequenceWith(new JsonObject { ["usableAsActivity"] = true }, definitionId, activity);

    /// <summary>Its first version.</summary>
    private static JsonObject Runs(string definitionId)
    {
        var activity = Elsa.Activity(definitionId, definitionId);
        activity["workflowDefinitionId"] = definitionId;
        return activity;
    }
}
