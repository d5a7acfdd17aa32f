namespace Delivery.Workflows.Activities;

/// <summary>The bookmark of an activity whose work the host does after the commit.</summary>
internal static class BackgroundWork
{
    public const string Stimulus = "BackgroundActivity";

    public const string JobId = "JobId";
}
