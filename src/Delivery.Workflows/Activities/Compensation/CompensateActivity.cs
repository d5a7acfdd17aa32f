using Delivery.Workflows.Execution;

namespace Delivery.Workflows.Activities;

/// <summary>Undoes what was done in the scope around it.</summary>
internal sealed class CompensateActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Delivery.Compensate",
        Category = Describe.Compensation,
        Description = "Stops the compensation scope it is in and undoes the steps that were done there, the latest first.",
        Icon = "settings_backup_restore",
        IsTerminal = true,
    };

    public override void Execute(ActivityContext context)
    {
        if (InstanceRun.FindScope(context.Execution) is not { } scope)
        {
            throw new WorkflowFaultException(
                $"The activity '{context.ActivityName ?? context.ActivityId}' is not inside a compensation scope, so there is nothing that it could undo. Draw it inside one.");
        }

        context.Run.Compensate(context.Execution, scope);
    }
}
