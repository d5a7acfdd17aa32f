using System.Text.Json.Nodes;
using Delivery.Orchestrator.Rules;
using Delivery.Orchestrator.Tests.Lifecycle;
using Delivery.Workflows;
using Shouldly;
using Xunit;

namespace Delivery.Orchestrator.Tests.Rules;

/// <summary>The rules and checks with the diagrams that orders really run.</summary>
public sealed class LifecycleRuleTests
{
    public static TheoryData<string> Definitions => [.. WorkflowFiles.All.Select(definition => definition.DefinitionId)];

    /// <summary>The waits of the order life cycle and of what it uses that have a branch for when their time is over.</summary>
    public static TheoryData<string, string> Waits
    {
        get
        {
            var waits = new TheoryData<string, string>();
            foreach (var diagram in Diagram.All)
            {
                foreach (var (source, _, _) in diagram.Connections.Where(connection => connection.Port == "Timed out"))
                {
                    waits.Add(diagram.Workflow.DefinitionId, source);
                }
            }

            return waits;
        }
    }

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Check_DefinitionUnderGit_FindsNothing(string definitionId) =>
        OrderRules.Engine.Validate(WorkflowFiles.Bundle(definitionId)).Select(problem => $"{problem.Where}: {problem.Message}").ShouldBeEmpty();

    [Fact]
    public void Check_OrderLifecycle_IsMarkedAndFollowedInFewSteps()
    {
        var bundle = WorkflowFiles.Bundle(WorkflowFiles.OrderLifecycle);
        OrderLifecycle.IsMarked(bundle.Root).ShouldBeTrue();
        var graph = WorkflowGraph.Create(bundle, OrderRules.Engine.Catalog, _ => null);

        var ways = OrderStates.WaysThrough(graph);

        ways.GaveUpAt?.NodeId.ShouldBeNull();
        // A step takes some microseconds: this stays far below what somebody who opens the panel notices.
        ways.Steps.ShouldBeLessThan(50_000);
        ways.Ends.Select(end => end.State.Payment).Distinct().ShouldBe([PaymentState.Revoked, PaymentState.Settled], ignoreOrder: true);
        ways.Waits.Select(wait => wait.Activity.Id).ShouldContain("finish");
    }

    [Theory]
    [MemberData(nameof(Waits))]
    public void Check_TimeLimitWithoutABranch_NamesTheWait(string definitionId, string activityId)
    {
        var changed = new ChangedLifecycle();
        changed.Disconnect(definitionId, activityId, "Timed out");

        var problem = Errors(changed).Single(problem => problem.Message.StartsWith("Nothing follows when its time is over", StringComparison.Ordinal));

        (problem.ActivityId, problem.DefinitionId).ShouldBe((activityId, definitionId));
    }

    [Fact]
    public void Check_SettlementThatDoesNotRevoke_SaysOnWhichWayTheMoneyStays()
    {
        var changed = new ChangedLifecycle();
        changed.Disconnect("settlement", "completed", "False");
        changed.Connect("settlement", "completed", "False", "owed");

        var problems = Errors(changed);

        problems.ShouldAllBe(problem => problem.DefinitionId == WorkflowFiles.OrderLifecycle && problem.ActivityId == "end");
        problems.Select(problem => problem.Message).ShouldContain(message => message.StartsWith("A way ends here with the payment authorized and neither settled nor revoked: ", StringComparison.Ordinal));
        problems.Select(problem => problem.Message).ShouldContain(message => message.Contains("Settlement", StringComparison.Ordinal) || message.Contains("Closed", StringComparison.Ordinal));
    }

    [Fact]
    public void Check_CaptureThatIsNotSettled_SaysSo()
    {
        var changed = new ChangedLifecycle();
        changed.Disconnect("settlement", "completed", "True");
        changed.Connect("settlement", "completed", "True", "close");

        Errors(changed).ShouldHaveSingleItem().Message.ShouldStartWith("A way ends here with the payment taken and neither settled nor given back: ");
    }

    [Fact]
    public void Check_CookingStartOutsideOfTheInterruptible_NamesIt()
    {
        var changed = new ChangedLifecycle();
        var start = changed.Remove(WorkflowFiles.OrderLifecycle, "untilCooking", "start");
        changed.Connect(WorkflowFiles.OrderLifecycle, "offer", "Accepted", "cookingStarted");
        changed.Add(WorkflowFiles.OrderLifecycle, "kitchenFlow", start);
        changed.Disconnect(WorkflowFiles.OrderLifecycle, "cooks", "True");
        changed.Connect(WorkflowFiles.OrderLifecycle, "cooks", "True", "start");
        changed.Connect(WorkflowFiles.OrderLifecycle, "start", "Started", "cook");
        changed.Connect(WorkflowFiles.OrderLifecycle, "start", "Timed out", "cook");

        var problem = Errors(changed).First(problem => problem.ActivityId == "start");

        problem.DefinitionId.ShouldBe(WorkflowFiles.OrderLifecycle);
        problem.Message.ShouldContain("the customer cannot cancel while it waits");
    }

    [Fact]
    public void Check_DefinitionOfElsasActivities_IsNeverRefusedForReasonsOfOrders()
    {
        var document = JsonNode.Parse("""
            {
              "definitionId": "elsa", "id": "elsa-1", "name": "Only Elsa", "version": 1, "customProperties": { "Delivery.OrderLifecycle": true },
              "root": { "id": "s", "name": "s", "type": "Elsa.Sequence", "version": 1, "activities": [
                { "id": "wait", "name": "wait", "type": "Elsa.Event", "version": 1, "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "Paid" } } },
                { "id": "task", "name": "task", "type": "Elsa.RunTask", "version": 1, "taskName": { "typeName": "String", "expression": { "type": "Literal", "value": "Cook" } } } ] }
            }
            """)!.AsObject();

        OrderRules.Engine.Validate(WorkflowBundle.Create(WorkflowDefinition.From(document))).ShouldBeEmpty();
    }

    [Fact]
    public void Check_MoreWaysThanCanBeFollowed_IsAnErrorThatSaysWhere()
    {
        var changed = HostileDefinition.WithSwitches(20);

        var problem = OrderRules.Engine.Validate(WorkflowBundle.Create(changed)).Single(problem => problem.IsError);

        problem.Message.ShouldStartWith("There are too many ways");
        problem.ActivityId.ShouldNotBeNull();
        problem.DefinitionId.ShouldBe("hostile");
    }

    private static IReadOnlyList<DefinitionProblem> Errors(ChangedLifecycle changed) =>
        [.. OrderRules.Engine.Validate(changed.Bundle()).Where(problem => problem.IsError)];
}
