using System.Text.Json.Nodes;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>
/// Another workflow, run inline in the same instance. Its inputs and outputs are variables of this activity's execution, so that they are
/// in scope inside and survive a suspension.
/// </summary>
internal sealed class WorkflowAsActivity : Activity
{
    public WorkflowAsActivity(WorkflowDefinition definition, string typeName)
    {
        Definition = definition;
        Descriptor = WorkflowActivityDescriptor.Create(definition, typeName);
        Arguments =
        [
            .. definition.Inputs.Concat(definition.Outputs)
                .DistinctBy(argument => argument.Name)
                .Select(argument => new VariableDeclaration(argument.Name, argument.Name, TypeAlias.Object, null, true)),
        ];
    }

    public WorkflowDefinition Definition { get; }

    public IReadOnlyList<VariableDeclaration> Arguments { get; }

    public override ActivityDescriptor Descriptor { get; }

    public override void Execute(ActivityContext context)
    {
        var execution = context.Execution;
        execution.Variables ??= [];
        foreach (var input in Definition.Inputs)
        {
            execution.Variables[input.Name] = context.Peek(WorkflowActivityDescriptor.MemberName(input.Name));
        }

        context.Schedule(context.Node.Ports[WorkflowActivity.RootPort]);
    }

    public override void ChildCompleted(ActivityContext context, ChildCompletion child)
    {
        foreach (var output in Definition.Outputs)
        {
            JsonNode? value = context.Execution.Variables?.GetValueOrDefault(output.Name);
            context.SetOutputNode(WorkflowActivityDescriptor.MemberName(output.Name), value);
        }

        context.Run.Complete(context.Execution, child.Outcomes);
    }
}
