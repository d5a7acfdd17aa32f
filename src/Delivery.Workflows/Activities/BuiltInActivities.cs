namespace Delivery.Workflows.Activities;

/// <summary>The activities every engine has.</summary>
internal static class BuiltInActivities
{
    public static IReadOnlyList<Activity> All { get; } =
    [
        new FlowchartActivity(),
        new SequenceActivity(),
        new StartActivity(),
        new EndActivity(),
        new IfActivity(),
        new FlowDecisionActivity(),
        new FlowSwitchActivity(),
        new FlowForkActivity(),
        new FlowJoinActivity(),
        new SetVariableActivity(),
        new SetOutputActivity(),
        new SetNameActivity(),
        new CorrelateActivity(),
        new WriteLineActivity(),
        new DelayActivity(),
        new EventActivity(),
        new PublishEventActivity(),
        new FaultActivity(),
        new CompleteActivity(),
        new FinishActivity(),
        new RunJavaScriptActivity(),
        WorkflowActivity.Instance,
    ];
}
