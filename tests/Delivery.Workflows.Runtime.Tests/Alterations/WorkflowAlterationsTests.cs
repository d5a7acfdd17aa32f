using Delivery.ServiceDefaults.Paging;
using Delivery.ServiceDefaults.Problems;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Alterations;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Alterations;

public abstract class WorkflowAlterationsTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Cooking = "Stores.CookingStarted";
    private const string Placed = "Orders.OrderPlaced";

    [Fact]
    public async Task Migrate_ToTheNewVersion_GoesOnThereAndSaysWhoDidIt()
    {
        var host = await StartAsync();
        await host.PublishAsync(Waiting("old"));
        await host.TakeAsync(TestMessages.Placed("ord_1"));
        await host.PublishAsync(Waiting("new"));
        var instance = await host.InstanceOfAsync("ord_1");

        (await Alterations(host).RunAsync(instance.Id, Order(new MigrateInstance(null)), CancellationToken.None)).ShouldBeTrue();

        (await host.InstanceOfAsync("ord_1")).ShouldSatisfyAllConditions(
            moved => moved.Version.ShouldBe(2), moved => moved.Revision.ShouldBe(instance.Revision + 1));
        await host.TakeAsync(TestMessages.Cooking("ord_1"));
        (await host.CompletedAsync("ord_1")).ShouldContain("new");
        var journal = await host.Instances.ReadJournalAsync(instance.Id, new PageRequest(Cursor: null, Limit: 200), CancellationToken.None);
        journal.Items.Single(entry => entry.EventName == JournalEvents.Altered).Message.ShouldBe("The instance was migrated from version 1 to version 2 by operator-1.");
        (await Alterations(host).RunAsync(await StartAndFindAsync(host, "ord_2"), Order(new MigrateInstance(2)), CancellationToken.None)).ShouldBeFalse("it runs it already");
    }

    [Fact]
    public async Task Migrate_ToAVersionThatIsNotPublished_GetsItsBundle()
    {
        var host = await StartAsync();
        await host.PublishAsync(Waiting("old"));
        var id = await StartAndFindAsync(host, "ord_1");
        await host.Definitions.SaveDraftAsync(Waiting("draft"), CancellationToken.None);

        await Alterations(host).RunAsync(id, Order(new MigrateInstance(2)), CancellationToken.None);
        await host.TakeAsync(TestMessages.Cooking("ord_1"));

        (await host.CompletedAsync("ord_1")).ShouldContain("draft");
        var problem = await Should.ThrowAsync<ProblemException>(
            () => Alterations(host).RunAsync(id, Order(new MigrateInstance(9)), CancellationToken.None));
        problem.Type.ShouldBe(WorkflowProblems.DefinitionNotFound);
    }

    [Fact]
    public async Task Migrate_PlaceIsGone_IsRefusedWithWhereAndChangesNothing()
    {
        var host = await StartAsync();
        await host.PublishAsync(Waiting("old"));
        var id = await StartAndFindAsync(host, "ord_1");
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor(Cooking, "elsewhere")));

        var problem = await Should.ThrowAsync<ProblemException>(
            () => Alterations(host).RunAsync(id, Order(new MigrateInstance(2)), CancellationToken.None));

        problem.Type.ShouldBe(WorkflowProblems.AlterationRefused);
        problem.Message.ShouldContain("Workflow1:root:wait: 'wait' is active");
        problem.Extensions.ShouldContainKey("problems");
        (await host.InstanceOfAsync("ord_1")).Version.ShouldBe(1);
        await host.TakeAsync(TestMessages.Cooking("ord_1"));
        (await host.CompletedAsync("ord_1")).ShouldContain("old");
    }

    [Fact]
    public async Task Alter_ManyTimesWhileMessagesCome_LosesNeither()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        await one.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor(Cooking, "a"), Elsa.Script("b", "setVariable('last', getVariable('n'))")));
        var ids = new List<string>();
        for (var number = 0; number < 8; number++)
        {
            ids.Add(await StartAndFindAsync(one, $"ord_{number}"));
        }

        await Parallel.ForEachAsync(Enumerable.Range(0, 8), async (number, token) =>
        {
            var altering = Alterations(one).RunAsync(ids[number], Order(new CancelActivity { ActivityId = "a" }), token);
            var taking = other.TakeAsync(TestMessages.Cooking($"ord_{number}"));
            await Task.WhenAll(taking, altering.ContinueWith(task => task.Exception, token, TaskContinuationOptions.None, TaskScheduler.Default));
        });

        for (var number = 0; number < 8; number++)
        {
            (await one.InstanceOfAsync($"ord_{number}")).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
            (await one.CompletedAsync($"ord_{number}")).Count(id => id == "b").ShouldBe(1, "whoever was first, what follows runs once");
        }
    }

    [Fact]
    public async Task Alter_InstanceHasGoneOn_IsRefusedForWhoSawTheOldOne()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor(Cooking, "a"), Elsa.WaitsFor(Cooking, "b")));
        var id = await StartAndFindAsync(host, "ord_1");
        var seen = (await host.InstanceOfAsync("ord_1")).Revision;
        await host.TakeAsync(TestMessages.Cooking("ord_1"));

        var problem = await Should.ThrowAsync<ProblemException>(() => Alterations(host).RunAsync(
            id, Order(new CancelActivity { ActivityId = "b" }) with { Revision = seen }, CancellationToken.None));

        problem.Type.ShouldBe(WorkflowProblems.InstanceChanged);
        (await host.InstanceOfAsync("ord_1")).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task Retry_FaultedInstance_RunsWhatHasFaultedAgain()
    {
        var broken = true;
        var host = await StartAsync(options => options with { Probe = context => Fail(broken, context) });
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Probe()));
        var id = await StartAndFindAsync(host, "ord_1");
        (await host.InstanceOfAsync("ord_1")).SubStatus.ShouldBe(WorkflowSubStatus.Faulted);

        (await host.Instances.RetryAsync(id, "operator-1", CancellationToken.None)).ShouldBe(1);
        (await host.InstanceOfAsync("ord_1")).SubStatus.ShouldBe(WorkflowSubStatus.Faulted, "it is still broken");
        broken = false;
        (await host.Instances.RetryAsync(id, "operator-1", CancellationToken.None)).ShouldBe(1);

        (await host.InstanceOfAsync("ord_1")).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await host.Instances.RetryAsync(id, "operator-1", CancellationToken.None)).ShouldBe(0);
    }

    [Fact]
    public async Task Cancel_FaultedInstance_EndsIt()
    {
        var host = await StartAsync(options => options with { Probe = context => Fail(broken: true, context) });
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Probe()));
        var id = await StartAndFindAsync(host, "ord_1");

        await Alterations(host).RunAsync(id, Order(new CancelInstance("given up")), CancellationToken.None);

        (await host.InstanceOfAsync("ord_1")).SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
    }

    [Fact]
    public async Task Plan_TwoReplicas_EachInstanceIsAlteredOnceAndHasItsResult()
    {
        void Small(WorkflowRuntimeOptions options) => options.AlterationBatchSize = 3;
        var (one, other) = (await StartAsync(options => options with { Configure = Small }), await StartAsync(options => options with { Configure = Small }));
        await one.PublishAsync(Waiting("old"));
        for (var number = 0; number < 10; number++)
        {
            await one.TakeAsync(TestMessages.Placed($"ord_{number}"));
        }

        await one.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor(Cooking, "elsewhere")));
        await one.TakeAsync(TestMessages.Placed("ord_other"));
        var stuck = (await one.InstanceOfAsync("ord_3")).Id;
        await one.PublishAsync(Waiting("new"));
        await Alterations(one).RunAsync(stuck, Order(new CancelInstance("beforehand")), CancellationToken.None);
        var filter = new AlterationFilter { DefinitionIds = ["order"] };

        (await Alterations(other).PreviewAsync(filter, new PageRequest(Cursor: null, Limit: null), CancellationToken.None)).Items.Count.ShouldBe(10);
        var planId = await Alterations(one).SubmitAsync(null, Order(new MigrateInstance(3)), filter, CancellationToken.None);
        (await Alterations(other).FindAsync(planId, CancellationToken.None))!.Status.ShouldBe(AlterationPlanStatus.Pending);
        await Task.WhenAll(Worker(one).WorkAsync(CancellationToken.None), Worker(other).WorkAsync(CancellationToken.None));
        await Worker(one).WorkAsync(CancellationToken.None);

        var plan = (await Alterations(other).FindAsync(planId, CancellationToken.None)).ShouldNotBeNull();
        plan.ShouldSatisfyAllConditions(
            done => done.Status.ShouldBe(AlterationPlanStatus.Completed),
            done => (done.PendingJobs, done.CompletedJobs, done.FailedJobs).ShouldBe((0, 9, 1)),
            done => done.CompletedAt.ShouldNotBeNull());
        (await Alterations(one).ListJobsAsync(planId, AlterationJobStatus.Failed, new PageRequest(Cursor: null, Limit: null), CancellationToken.None))
            .Items.ShouldHaveSingleItem().Message!.ShouldContain("'elsewhere' is active");
        (await one.QueryAsync(db => db.Journal.CountAsync(entry => entry.EventName == JournalEvents.Altered))).ShouldBe(9 + 1);
        (await one.QueryAsync(db => db.Instances.CountAsync(instance => instance.Version == 3))).ShouldBe(9);
    }

    [Fact]
    public async Task Plan_ReplicaDiesWithClaimedJobs_TheOtherDoesThemAfterTheLease()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        await one.PublishAsync(Waiting("old"));
        await one.TakeAsync(TestMessages.Placed("ord_1"));
        await one.PublishAsync(Waiting("new"));
        var planId = await Alterations(one).SubmitAsync("mine", Order(new MigrateInstance(2)), new AlterationFilter { CorrelationIds = ["ord_1"] }, CancellationToken.None);
        (await one.Get<AlterationStore>().GenerateAsync(CancellationToken.None)).ShouldBeTrue();
        (await one.Get<AlterationStore>().ClaimAsync(CancellationToken.None)).Count.ShouldBe(1);
        await StopAsync(one);

        (await Worker(other).WorkAsync(CancellationToken.None)).ShouldBe(0, "somebody may still be working on it");
        Time.Advance(TimeSpan.FromMinutes(2));
        (await Worker(other).WorkAsync(CancellationToken.None)).ShouldBe(1);

        (await Alterations(other).FindAsync(planId, CancellationToken.None))!.Status.ShouldBe(AlterationPlanStatus.Completed);
        (await other.InstanceOfAsync("ord_1")).Version.ShouldBe(2);
        (await Alterations(other).SubmitAsync("mine", Order(new RetryFaults()), new AlterationFilter(), CancellationToken.None)).ShouldBe("mine");
        (await other.QueryAsync(db => db.AlterationPlans.CountAsync())).ShouldBe(1, "the same id is the same plan");
    }

    [Fact]
    public async Task Plan_InstanceThatOnlyALaterVersionReads_IsLeftToItAndCountsNoFailure()
    {
        var host = await StartAsync();
        await host.PublishAsync(Waiting("old"));
        await StartAndFindAsync(host, "ord_1");
        var planId = await Alterations(host).SubmitAsync(
            null, Order(new CancelInstance(null)), new AlterationFilter { CorrelationIds = ["ord_1"] }, CancellationToken.None);
        var before = await LaterVersions.WriteAsync(host);

        (await Worker(host).WorkAsync(CancellationToken.None)).ShouldBe(1);

        var job = await host.QueryAsync(db => db.AlterationJobs.SingleAsync());
        (job.Status, job.Attempts).ShouldBe((AlterationJobStatus.Pending, 0));
        await LaterVersions.RestoreAsync(host, before);
        Time.Advance(TimeSpan.FromMinutes(2));
        (await Worker(host).WorkAsync(CancellationToken.None)).ShouldBe(1);
        (await Alterations(host).FindAsync(planId, CancellationToken.None))!.Status.ShouldBe(AlterationPlanStatus.Completed);
        (await host.InstanceOfAsync("ord_1")).SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
    }

    [Fact]
    public async Task Plan_DiedBetweenTheCommitAndItsAnswer_DoesNotAlterAgain()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor(Cooking, "a"), Elsa.WaitsFor(Cooking, "b")));
        var id = await StartAndFindAsync(host, "ord_1");
        await Alterations(host).SubmitAsync(null, Order(new RetryFaults()), new AlterationFilter { WorkflowInstanceIds = [id] }, CancellationToken.None);
        await host.Get<AlterationStore>().GenerateAsync(CancellationToken.None);
        var job = (await host.Get<AlterationStore>().ClaimAsync(CancellationToken.None)).Single();
        var cancel = Order(new ScheduleActivity { ActivityId = "b" });

        (await host.Get<InstanceAlterer>().AlterAsync(id, cancel, job, CancellationToken.None)).ShouldBeTrue();
        (await host.Get<InstanceAlterer>().AlterAsync(id, cancel, job, CancellationToken.None)).ShouldBeFalse("the job is done");

        (await host.QueryAsync(db => db.Journal.CountAsync(entry => entry.EventName == JournalEvents.Altered))).ShouldBe(1);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 2)]
    public async Task Preview_EmptyFilter_MatchesNothingUnlessAsked(bool all, int expected)
    {
        var host = await StartAsync();
        await host.PublishAsync(Waiting("old"));
        await host.TakeAsync(TestMessages.Placed("ord_1"));
        await host.TakeAsync(TestMessages.Placed("ord_2"));
        await host.TakeAsync(TestMessages.Placed("ord_3"));
        await host.TakeAsync(TestMessages.Cooking("ord_3"));

        var found = await Alterations(host).PreviewAsync(
            new AlterationFilter { EmptyFilterSelectsAll = all }, new PageRequest(Cursor: null, Limit: null), CancellationToken.None);

        found.Items.Count.ShouldBe(expected);
    }

    [Fact]
    public async Task Preview_EachCriterion_Narrows()
    {
        var host = await StartAsync();
        await host.PublishAsync(Waiting("old"));
        var id = await StartAndFindAsync(host, "ord_1");
        await host.TakeAsync(TestMessages.Placed("ord_2"));
        var versionId = (await host.InstanceOfAsync("ord_1")).VersionId;

        (await CountAsync(new AlterationFilter { WorkflowInstanceIds = [id] })).ShouldBe(1);
        (await CountAsync(new AlterationFilter { CorrelationIds = ["ord_1", "ord_2", "none"] })).ShouldBe(2);
        (await CountAsync(new AlterationFilter { DefinitionVersionIds = [versionId] })).ShouldBe(2);
        (await CountAsync(new AlterationFilter { DefinitionVersionIds = ["other"] })).ShouldBe(0);
        (await CountAsync(new AlterationFilter { SubStatuses = [WorkflowSubStatus.Faulted] })).ShouldBe(0);
        (await CountAsync(new AlterationFilter { ActivityIds = ["wait"] })).ShouldBe(2);
        (await CountAsync(new AlterationFilter { ActivityIds = ["elsewhere"] })).ShouldBe(0);
        (await CountAsync(new AlterationFilter { DefinitionIds = ["order"], HasIncidents = true })).ShouldBe(0);
        (await CountAsync(new AlterationFilter { DefinitionIds = ["order"], HasIncidents = false, CorrelationIds = ["ord_2"] })).ShouldBe(1);

        async Task<int> CountAsync(AlterationFilter filter) =>
            (await Alterations(host).PreviewAsync(filter, new PageRequest(Cursor: null, Limit: null), CancellationToken.None)).Items.Count;
    }

    private static WorkflowDefinition Waiting(string then) =>
        Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor(Cooking), Elsa.Script(then, "1"));

    private static WorkflowAlterations Alterations(RuntimeHost host) => host.Get<WorkflowAlterations>();

    private static AlterationWorker Worker(RuntimeHost host) => host.Get<AlterationWorker>();

    private static AlterationOrder Order(params Alteration[] alterations) => new() { Alterations = alterations, By = "operator-1" };

    private static async Task<string> StartAndFindAsync(RuntimeHost host, string orderId)
    {
        await host.TakeAsync(TestMessages.Placed(orderId));
        return (await host.InstanceOfAsync(orderId)).Id;
    }

    private static void Fail(bool broken, ActivityContext context)
    {
        if (broken)
        {
            throw new InvalidOperationException("broken");
        }

        context.Complete();
    }
}
