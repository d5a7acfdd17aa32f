using Delivery.Workflows.Activities;

namespace Delivery.Workflows;

/// <summary>How workflows appear in the toolbox of others.</summary>
public static class WorkflowDescriptors
{
    /// <summary>The type that stands for types which are not there.</summary>
    public static ActivityDescriptor NotFound { get; } = new NotFoundActivity("", null).Descriptor with { DisplayName = "Not found" };

    /// <summary>Whether the definition says that others may use it.</summary>
    public static bool IsUsable(WorkflowDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition.WorkflowOptions["usableAsActivity"] is { } value && value.GetValueKind() == System.Text.Json.JsonValueKind.True;
    }

    /// <summary>The activity type that runs this version of the definition.</summary>
    public static ActivityDescriptor Of(WorkflowDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return WorkflowActivityDescriptor.Create(definition, WorkflowActivityDescriptor.TypeName(definition));
    }
}
