using System.Globalization;
using System.Text.Json.Nodes;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>
/// Is in one state at a time. Entering one runs its entry and then the triggers of all ways out of it, side by side; the first trigger
/// whose condition holds cancels the others, runs the transition's action and the state's exit, and leads on. A state without a way out
/// is the end.
/// </summary>
internal sealed class StateMachineActivity : Activity
{
    internal const string CurrentState = "CurrentState";
    private const string Entry = "entry";
    internal const string Trigger = "trigger";
    internal const string Action = "action";
    private const string Exit = "exit";

    private static readonly TypeAlias Boolean = TypeAlias.Parse("Boolean");

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.StateMachine",
        DisplayName = "State Machine",
        Category = Describe.Flow,
        Description = "Is in one state at a time and goes from one to another when something happens.",
    };

    /// <summary>Run again after a fault of its own, it waits in the state it was in.</summary>
    public override void Execute(ActivityContext context)
    {
        var plan = Plan(context);
        if (Current(context) is { } current)
        {
            Await(context, plan, current);
        }
        else
        {
            Enter(context, plan, plan.InitialState);
        }
    }

    public override void ChildCompleted(ActivityContext context, ChildCompletion child)
    {
        var plan = Plan(context);
        var (step, transition) = Read(child.Child.Tag!, plan);
        switch (step)
        {
            case Entry:
                Await(context, plan, Current(context)!);
                break;
            case Trigger when Holds(context, transition!):
                CancelTriggers(context);
                Act(context, plan, transition!);
                break;
            case Trigger:
                context.Schedule(transition!.Trigger!, Tag(Trigger, transition));
                break;
            case Action:
                Leave(context, plan, transition!);
                break;
            default:
                Enter(context, plan, transition!.To);
                break;
        }
    }

    internal override void ChildGone(ActivityContext context) => context.CompleteIfIdle();

    internal override IEnumerable<JsonObject?> Parts(JsonObject json) => StateMachinePlan.Parts(json);

    internal override IEnumerable<(string Name, Expression Expression)> FurtherExpressions(Node node) =>
        ((StateMachinePlan)node.Plan!).Items.Where(item => item.Condition is not null).Select(item => ($"Condition of {item.Name}", item.Condition!));

    internal override object Compile(Node node, ExpressionCompiler expressions) => new StateMachinePlan(node, expressions);

    private static void Enter(ActivityContext context, StateMachinePlan plan, string? name)
    {
        if (plan.Find(name) is not { } state)
        {
            context.Complete();
            return;
        }

        context.Properties[CurrentState] = state.Name;
        if (state.Entry is { } entry)
        {
            context.Schedule(entry, Entry);
        }
        else
        {
            Await(context, plan, state.Name);
        }
    }

    private static void Await(ActivityContext context, StateMachinePlan plan, string state)
    {
        foreach (var transition in plan.Outbound(state))
        {
            context.Schedule(transition.Trigger!, Tag(Trigger, transition));
        }

        context.CompleteIfIdle();
    }

    private static void Act(ActivityContext context, StateMachinePlan plan, StateMachinePlan.Transition transition)
    {
        if (transition.Action is { } action)
        {
            context.Schedule(action, Tag(Action, transition));
        }
        else
        {
            Leave(context, plan, transition);
        }
    }

    private static void Leave(ActivityContext context, StateMachinePlan plan, StateMachinePlan.Transition transition)
    {
        if (plan.Find(transition.From)?.Exit is { } exit)
        {
            context.Schedule(exit, Tag(Exit, transition));
        }
        else
        {
            Enter(context, plan, transition.To);
        }
    }

    private static void CancelTriggers(ActivityContext context)
    {
        context.Run.DropQueued(context.Execution);
        foreach (var trigger in context.Execution.Children.ToList())
        {
            context.Run.Cancel(trigger, notifyParent: false);
        }
    }

    private static bool Holds(ActivityContext context, StateMachinePlan.Transition transition) =>
        transition.Condition is not { } condition
        || JsonValues.To<bool>(ValueConverter.Convert(condition.Evaluate(new EvaluationScope(context.Execution)), Boolean));

    private static string? Current(ActivityContext context) => JsonValues.TextOrNull(context.Properties[CurrentState]);

    private static StateMachinePlan Plan(ActivityContext context) => (StateMachinePlan)context.Node.Plan!;

    private static string Tag(string step, StateMachinePlan.Transition transition) => string.Create(CultureInfo.InvariantCulture, $"{step}:{transition.Index}");

    private static (string Step, StateMachinePlan.Transition? Transition) Read(string tag, StateMachinePlan plan)
    {
        var colon = tag.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (tag, null) : (tag[..colon], plan.Items[int.Parse(tag[(colon + 1)..], CultureInfo.InvariantCulture)]);
    }
}
