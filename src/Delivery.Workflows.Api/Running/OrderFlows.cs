using System.Security.Claims;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime.Search;
using Microsoft.AspNetCore.Http;

namespace Delivery.Workflows.Api.Running;

/// <summary>
/// Workflows that send commands to stores, riders and payments, on their own, through those that they use or through those that they start. To
/// run one by hand, or to end an instance of one, is for operators only.
/// </summary>
/// <remarks>Bundles decide, because they are what runs (R13): the text of a version can be another one by now.</remarks>
internal sealed class OrderFlows(DefinitionSearch definitions, InstanceSearch instances)
{
    /// <summary>Nobody starts so many by hand; a workflow that does is for operators.</summary>
    private const int MostTargets = 200;

    /// <summary>Before an instance of what is published is started.</summary>
    /// <exception cref="ElsaRefusal">It is one, and the caller is not an operator.</exception>
    public async Task CheckRunAsync(ClaimsPrincipal user, string definitionId, CancellationToken cancellationToken)
    {
        if (!user.IsInRole(Roles.Operator))
        {
            Refuse(await AreAnyAsync(await PublishedAsync([definitionId], cancellationToken), cancellationToken));
        }
    }

    /// <summary>Before instances are ended or deleted. What they have started and what still runs ends with them.</summary>
    /// <exception cref="ElsaRefusal">One of them runs one, and the caller is not an operator.</exception>
    public async Task CheckInstancesAsync(ClaimsPrincipal user, IReadOnlyCollection<string> instanceIds, CancellationToken cancellationToken)
    {
        if (!user.IsInRole(Roles.Operator))
        {
            Refuse(await AreAnyAsync(await instances.ReadBundlesAsync(instanceIds, cancellationToken), cancellationToken));
        }
    }

    private static void Refuse(bool actsOnOrders)
    {
        if (actsOnOrders)
        {
            throw new ElsaRefusal("This workflow acts on real orders. Only an operator may run it by hand, or end or delete what runs.", StatusCodes.Status403Forbidden);
        }
    }

    /// <summary>A bundle that is gone may have been anything.</summary>
    private async Task<bool> AreAnyAsync(IReadOnlyList<WorkflowBundle?> bundles, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (bundles.Count > 0)
        {
            var targets = new List<string>();
            foreach (var bundle in bundles)
            {
                if (bundle is null || FlowText.Of(bundle) is not { ActsOnOrders: false } text)
                {
                    return true;
                }

                targets.AddRange(text.Targets.Where(seen.Add));
            }

            if (seen.Count > MostTargets)
            {
                return true;
            }

            bundles = await PublishedAsync(targets, cancellationToken);
        }

        return false;
    }

    private async Task<IReadOnlyList<WorkflowBundle?>> PublishedAsync(List<string> definitionIds, CancellationToken cancellationToken)
    {
        var found = await definitions.ReadPublishedBundlesAsync(definitionIds, cancellationToken);
        return [.. definitionIds.Select(id => found.GetValueOrDefault(id))];
    }
}
