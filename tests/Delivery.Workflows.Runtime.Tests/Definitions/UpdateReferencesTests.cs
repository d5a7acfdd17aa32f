using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Problems;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Definitions.References;
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

        var updated = await UpdateAsync(host);
        await host.TakeAsync(TestMessages.Placed("ord_after"));

        updated.Updated.Select(version => (version.DefinitionId, version.Version, version.IsPublished)).ShouldBe([("middle", 2, true), ("outer", 2, true)]);
        (await host.CompletedAsync("ord_before")).ShouldContain("old");
        (await host.CompletedAsync("ord_after")).ShouldContain("new");
        (await UpdateAsync(host)).Updated.ShouldBeEmpty();
    }

    [Fact]
    public async Task Update_Draft_StaysADraftAndWhatIsPublishedStays()
    {
        var host = await StartAsync();
        await host.PublishAsync(Usable("part", Elsa.Probe("old")));
        await host.PublishAsync(Elsa.Sequence("outer", Elsa.StartsWith(Placed), Runs("part")));
        await host.Definitions.SaveDraftAsync(Elsa.Sequence("outer", Elsa.StartsWith(Placed), Runs("part"), Elsa.Probe("unfinished")), CancellationToken.None);
        await host.PublishAsync(Usable("part", Elsa.Probe("new")));

        var updated = (await UpdateAsync(host)).Updated.ShouldHaveSingleItem();
        await host.TakeAsync(TestMessages.Placed("ord_1"));

        (updated.Version, updated.IsPublished).ShouldBe((2, false));
        updated.Source.ShouldContain((await host.Definitions.FindAsync("part", VersionSelector.Published, CancellationToken.None))!.Id);
        (await host.CompletedAsync("ord_1")).ShouldContain("old");
        (await host.CompletedAsync("ord_1")).ShouldNotContain("unfinished");
    }

    /// <summary>What it would run now runs it.</summary>
    [Fact]
    public async Task Update_AConsumerThatCannotBePublished_StaysAsItWasAndTheOthersAreUpdated()
    {
        var host = await StartAsync();
        await host.PublishAsync(Usable("part", Elsa.Probe("old")));
        var options = new JsonObject { ["usableAsActivity"] = true, ["autoUpdateConsumingWorkflows"] = true };
        await host.PublishAsync(Elsa.SequenceWith(options, "around", Runs("part")));
        await host.PublishAsync(Elsa.Sequence("outer", Runs("part")));
        await host.PublishAsync(Usable("part", Runs("around")));

        var updates = await UpdateAsync(host);
        var again = await UpdateAsync(host);

        updates.Refused.ShouldHaveSingleItem().Key.ShouldBe("around");
        updates.Updated.ShouldHaveSingleItem().DefinitionId.ShouldBe("outer");
        again.Refused.ShouldHaveSingleItem().Key.ShouldBe("around");
        var stored = (await host.Definitions.FindAsync("around", VersionSelector.Latest, CancellationToken.None))!;
        (stored.Version, stored.IsPublished).ShouldBe((1, true));
    }

    /// <summary>As when the first time ended between the two.</summary>
    [Fact]
    public async Task Update_AfterAPartOfItWasDone_DoesTheRest()
    {
        var host = await StartAsync();
        await host.PublishAsync(Usable("part", Elsa.Probe("old")));
        await host.PublishAsync(Usable("middle", Runs("part")));
        await host.PublishAsync(Elsa.Sequence("outer", Runs("middle")));
        await host.PublishAsync(Usable("part", Elsa.Probe("new")));
        var runsNew = Runs("part");
        runsNew["workflowDefinitionVersionId"] = (await host.Definitions.FindAsync("part", VersionSelector.Published, CancellationToken.None))!.Id;
        runsNew["version"] = 2;
        await host.PublishAsync(Usable("middle", runsNew));

        var updates = await UpdateAsync(host);

        updates.Updated.ShouldHaveSingleItem().DefinitionId.ShouldBe("outer");
    }

    [Fact]
    public async Task Update_AReadonlyConsumer_StaysAsItWas()
    {
        var host = await StartAsync();
        await host.PublishAsync(Usable("part", Elsa.Probe("old")));
        var document = Elsa.Sequence("outer", Runs("part")).Document.DeepClone().AsObject();
        document["isReadonly"] = true;
        await host.PublishAsync(WorkflowDefinition.From(document));
        await host.PublishAsync(Usable("part", Elsa.Probe("new")));

        var updates = await UpdateAsync(host);

        (updates.Updated.Count, updates.Refused.Count).ShouldBe((0, 0));
        (await host.Definitions.FindAsync("outer", VersionSelector.Latest, CancellationToken.None))!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Update_WhatNobodyPublished_IsAProblem()
    {
        var host = await StartAsync();
        await host.Definitions.SaveDraftAsync(Elsa.Sequence("part", Elsa.Probe()), CancellationToken.None);

        (await Should.ThrowAsync<ProblemException>(() => UpdateAsync(host))).Type.ShouldBe(WorkflowProblems.DefinitionNotFound);
    }

    private static Task<ReferenceUpdates> UpdateAsync(RuntimeHost host) =>
        host.Get<ReferenceUpdater>().UpdateAsync("part", author: null, CancellationToken.None);

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
