namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>What may be stored: only what can be read again, because lists and the toolbox read every definition there is.</summary>
public static class DefinitionStorage
{
    /// <summary>Refuses what cannot be stored.</summary>
    /// <exception cref="WorkflowDefinitionException">The definition could not be read again, alone or in a bundle.</exception>
    public static void CheckStorable(this WorkflowDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (new[] { definition.DefinitionId, definition.Id, definition.Name }.Any(text => text?.Contains('\0', StringComparison.Ordinal) == true))
        {
            throw new WorkflowDefinitionException("A workflow's ids and name cannot hold the character NUL. Leave it out.");
        }

        // A bundle holds its definitions two levels deep.
        _ = WorkflowDefinition.Parse($$"""{"workflows":[{{Write(definition)}}]}""");
    }

    private static string Write(WorkflowDefinition definition)
    {
        try
        {
            return definition.ToJson();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw new WorkflowDefinitionException($"The workflow definition cannot be written as JSON: {exception.Message}", exception);
        }
    }
}
