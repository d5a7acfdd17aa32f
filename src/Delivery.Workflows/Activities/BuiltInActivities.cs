namespace Delivery.Workflows.Activities;

/// <summary>The activities every engine has.</summary>
internal static class BuiltInActivities
{
    public static IReadOnlyList<Activity> All { get; } =
    [
        new FlowchartActivity(),
        new SequenceActivity(),
        new ParallelActivity(),
        new ForkActivity(),
        new ContainerActivity(),
        new StateMachineActivity(),
        new StartActivity(),
        new EndActivity(),
        new IfActivity(),
        new FlowDecisionActivity(),
        new SwitchActivity(),
        new FlowSwitchActivity(),
        new FlowForkActivity(),
        new FlowJoinActivity(),
        new WhileActivity(),
        new ForActivity(),
        new ForEachActivity(),
        new ParallelForEachActivity(),
        new BreakActivity(),
        new SetVariableActivity(),
        new SetOutputActivity(),
        new SetNameActivity(),
        new CorrelateActivity(),
        new WriteLineActivity(),
        new DelayActivity(),
        new TimerActivity(),
        new CronActivity(),
        new StartAtActivity(),
        new EventActivity(),
        new PublishEventActivity(),
        new RunTaskActivity(),
        new FaultActivity(),
        new CompleteActivity(),
        new FinishActivity(),
        new RunJavaScriptActivity(),
        new SendHttpRequestActivity(),
        new FlowSendHttpRequestActivity(),
        new HttpEndpointActivity(),
        new WriteHttpResponseActivity(),
        WorkflowActivity.Instance,
    ];
}
