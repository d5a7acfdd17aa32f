using System.Security.Claims;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Search;
using Microsoft.AspNetCore.Http;

namespace Delivery.Workflows.Api.Running;

/// <summary>
/// Workflows that send commands to stores, riders and payments, on their own or through those that they use. To run one by hand, or to end an
/// instance of one, is for operators only.
/// </summary>
internal sealed class OrderFlows(DefinitionSearch search, WorkflowDefinitions definitions)
{
    /// <exception cref="ElsaRefusal">It is one, and the caller is not an operator.</exception>
    public async Task CheckAsync(ClaimsPrincipal user, string versionId, CancellationToken cancellationToken)
    {
        if (!user.IsInRole(Roles.Operator) && await IsOneAsync(versionId, cancellationToken))
        {
            throw new ElsaRefusal("This workflow acts on real orders. Only an operator may run it by hand, or end or delete what runs.", StatusCodes.Status403Forbidden);
        }
    }

    /// <summary>A version that is gone may have been anything.</summary>
    private async Task<bool> IsOneAsync(string versionId, CancellationToken cancellationToken)
    {
        if (await definitions.FindVersionAsync(versionId, cancellationToken) is not { } version)
        {
            return true;
        }

        var family = await search.ReadFamilyAsync(version, cancellationToken);
        return family.Bundle.Workflows.Prepend(family.Bundle.Root).Any(workflow => DomainTypes.AreIn(workflow.Root));
    }
}
