using System.Globalization;
using System.Text.Json.Nodes;
using Delivery.Workflows;
using Shouldly;
using Xunit;

namespace Delivery.Orchestrator.Tests.Lifecycle;

/// <summary>What every diagram under <c>workflows/</c> keeps, whatever it says.</summary>
public sealed class DiagramTests
{
    private static IEnumerable<DrawnActivity> Everything => Diagram.All.SelectMany(diagram => diagram.Activities);

    public static TheoryData<string> Definitions => [.. WorkflowFiles.All.Select(definition => definition.DefinitionId)];

    [Fact]
    public void Diagrams_OfTheLifecycle_AreThere()
    {
        WorkflowFiles.All.Select(definition => definition.DefinitionId).ShouldContain(WorkflowFiles.OrderLifecycle);
        Diagram.All.Count.ShouldBeGreaterThan(WorkflowFiles.All.Count, "Containers hold diagrams of their own.");
    }

    [Fact]
    public void Activity_Type_IsKnown() =>
        Everything.Where(activity => activity.Descriptor is null && activity.Nested is null).Select(activity => activity.Where).ShouldBeEmpty();

    [Fact]
    public void Activity_Nested_IsCalledByItsNameAndMadeForIt()
    {
        foreach (var activity in Everything.Where(activity => activity.Nested is not null))
        {
            string.Concat(activity.Nested!.Name!.Split(' ').Select(word => char.ToUpperInvariant(word[0]) + word[1..])).ShouldBe(activity.Type, activity.Where);
            activity.Nested.WorkflowOptions["usableAsActivity"]!.GetValue<bool>().ShouldBeTrue(activity.Where);
        }
    }

    [Fact]
    public void Activity_Members_AreInputsOutputsOrPortsOfItsType()
    {
        foreach (var activity in Everything)
        {
            activity.OwnMembers.Except(activity.Inputs).Except(activity.Outputs).Except(activity.Embedded).ShouldBeEmpty(activity.Where);
        }
    }

    [Fact]
    public void Activity_Expressions_HaveATypeName()
    {
        // An input without it is dropped by the format's rules, without a word.
        foreach (var activity in Everything)
        {
            foreach (var member in activity.OwnMembers.Except(activity.Embedded).Except(activity.PlainInputs).Where(member => member != "variable"))
            {
                activity.Json[member]!.AsObject().ContainsKey("typeName").ShouldBeTrue($"{activity.Where}.{member}");
            }
        }
    }

    [Fact]
    public void Activity_RequiredInputs_AreSet()
    {
        foreach (var activity in Everything)
        {
            var required = activity.Nested?.Inputs.Select(input => input.Name)
                ?? activity.Descriptor!.Inputs
                    .Where(input => activity.Type.StartsWith("Delivery.", StringComparison.Ordinal) && input.Description?.EndsWith("Optional.", StringComparison.Ordinal) == false)
                    .Where(_ => activity.Type is not ("Delivery.Interruptible" or "Delivery.CompensationScope" or "Delivery.CompensableStep"))
                    .Select(input => input.Name);
            required.Select(name => char.ToLowerInvariant(name[0]) + name[1..]).Except(activity.OwnMembers).ShouldBeEmpty(activity.Where);
        }
    }

    [Fact]
    public void Wait_ForOthers_HasATimeLimitAndABranchForIt()
    {
        var waits = Diagram.All.SelectMany(diagram => diagram.Activities.Select(activity => (diagram, activity)))
            .Where(pair => pair.activity.Descriptor?.Ports.Any(port => port.Name == "Timed out") == true)
            .Where(pair => !IsTrigger(pair.activity))
            .ToList();

        waits.Count.ShouldBeGreaterThan(15);
        foreach (var (diagram, activity) in waits)
        {
            activity.OwnMembers.ShouldContain("timeout", activity.Where);
            diagram.Connections.ShouldContain(connection => connection.Source == activity.Id && connection.Port == "Timed out", activity.Where);
        }
    }

    [Fact]
    public void Outcome_OfAMessageOrANestedWorkflow_LeadsSomewhere()
    {
        foreach (var diagram in Diagram.All)
        {
            foreach (var activity in diagram.Activities.Where(activity => !activity.IsTerminal && activity.Type != "Delivery.Interruptible" && !IsTrigger(activity)))
            {
                var connected = diagram.Connections.Where(connection => connection.Source == activity.Id).Select(connection => connection.Port);
                activity.Outcomes.Except(connected).ShouldBeEmpty(activity.Where);
            }
        }
    }

    [Fact]
    public void Connection_Ends_AreAnOutcomeAndABox()
    {
        foreach (var diagram in Diagram.All)
        {
            diagram.Connections.ShouldBeUnique();
            foreach (var (source, port, target) in diagram.Connections)
            {
                diagram.Find(source).Outcomes.ShouldContain(port, diagram.Find(source).Where);
                diagram.Activities.ShouldContain(activity => activity.Id == target, diagram.Where);
            }
        }
    }

    [Fact]
    public void Activity_Unreachable_DoesNotExist()
    {
        foreach (var diagram in Diagram.All)
        {
            var reached = new HashSet<string>();
            var next = new Queue<string>([Start(diagram).Id]);
            while (next.TryDequeue(out var id))
            {
                if (reached.Add(id))
                {
                    foreach (var connection in diagram.Connections.Where(connection => connection.Source == id))
                    {
                        next.Enqueue(connection.Target);
                    }
                }
            }

            diagram.Activities.Select(activity => activity.Id).Except(reached).ShouldBeEmpty(diagram.Where);
        }
    }

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Complete_Outcomes_AreExactlyThoseDeclared(string definitionId)
    {
        var completes = Everything
            .Where(activity => activity.Workflow.DefinitionId == definitionId && activity.Type == "Elsa.Complete")
            .Select(activity => activity.Json["outcomes"]!["expression"]!["value"]!.GetValue<string>());

        completes.ShouldBe(WorkflowFiles.Get(definitionId).Outcomes, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Variables_OfADefinition_SurviveASuspension(string definitionId)
    {
        var document = WorkflowFiles.Get(definitionId).Document;
        foreach (var variable in document["variables"]!.AsArray())
        {
            variable!["storageDriverTypeName"]!.GetValue<string>().ShouldBe("WorkflowInstanceStorageDriver", variable["name"]!.GetValue<string>());
            if (variable["typeName"]!.GetValue<string>() == "TimeSpan")
            {
                TimeSpan.Parse(variable["value"]!.GetValue<string>(), CultureInfo.InvariantCulture).ShouldBeGreaterThan(TimeSpan.Zero);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Ids_InADocument_AreUniqueAndTellThePath(string definitionId)
    {
        var activities = Everything.Where(activity => activity.Workflow.DefinitionId == definitionId).ToList();

        activities.Select(activity => activity.Id).ShouldBeUnique();
        activities.Select(activity => activity.Json["nodeId"]!.GetValue<string>()).ShouldBeUnique();
        activities.ShouldAllBe(activity => activity.Json["nodeId"]!.GetValue<string>().EndsWith(":" + activity.Id));
    }

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Definition_WrittenAgain_LosesNothing(string definitionId)
    {
        var definition = WorkflowFiles.Get(definitionId);

        JsonNode.DeepEquals(JsonNode.Parse(WorkflowDefinition.Parse(definition.ToJson()).ToJson()), definition.Document).ShouldBeTrue();
    }

    [Fact]
    public void Diagram_Size_StaysReadable()
    {
        foreach (var diagram in Diagram.All)
        {
            diagram.Activities.Count.ShouldBeLessThanOrEqualTo(25, diagram.Where);
            diagram.Activities.Select(Place).ShouldBeUnique(diagram.Where);
            diagram.Activities.ShouldAllBe(activity => !string.IsNullOrWhiteSpace(activity.Json["metadata"]!["displayText"]!.GetValue<string>()));
        }
    }

    private static bool IsTrigger(DrawnActivity activity) => activity.Json["customProperties"]!["canStartWorkflow"]!.GetValue<bool>();

    private static DrawnActivity Start(Diagram diagram) =>
        diagram.Activities.FirstOrDefault(IsTrigger)
        ?? diagram.Activities.FirstOrDefault(activity => diagram.Connections.All(connection => connection.Target != activity.Id))
        ?? diagram.Activities[0];

    private static string Place(DrawnActivity activity) => activity.Json["metadata"]!["designer"]!["position"]!.ToJsonString();
}
