namespace Delivery.Workflows.Alterations;

/// <summary>What can be said about a request before anything is computed.</summary>
internal static class AlterationChecks
{
    public static void Check(InstanceState state, AlterationRequest request)
    {
        if (state.SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled)
        {
            throw new AlterationException(null, $"The instance has ended ({state.SubStatus}); there is nothing to alter.");
        }

        if (request.Alterations.Count == 0)
        {
            throw new AlterationException(null, "Say what to alter.");
        }

        for (var index = 0; index < request.Alterations.Count; index++)
        {
            if (request.Alterations[index] is MigrateInstance && index > 0)
            {
                throw new AlterationException(null, "A migration comes first, and only once: what follows it is about the new version.");
            }

            if (request.Alterations[index] is CancelInstance && state.IsCancelling)
            {
                throw new AlterationException(null, "The instance is being cancelled already and undoes what it did. Look at its incidents if that takes long.");
            }

            if (request.Alterations[index] is CancelInstance && index < request.Alterations.Count - 1)
            {
                throw new AlterationException(null, "Nothing can follow a cancellation of the instance.");
            }
        }

        if (request.Alterations[0] is MigrateInstance && request.Target is null)
        {
            throw new ArgumentException("A migration needs its target.", nameof(request));
        }
    }
}
