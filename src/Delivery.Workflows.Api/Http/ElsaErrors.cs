using Delivery.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Delivery.Workflows.Api.Http;

/// <summary>Turns refusals into answers that the Studio can show.</summary>
internal sealed class ElsaErrors : IEndpointFilter
{
    private const string ContentType = "application/problem+json";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ElsaRefusal refusal)
        {
            return Answer(refusal.Error);
        }
        catch (ProblemException problem)
        {
            return Answer(ElsaError.Of(problem.Type.Status, problem.Message));
        }
        catch (WorkflowDefinitionException exception)
        {
            return Answer(ElsaError.Of(StatusCodes.Status400BadRequest, exception.Message));
        }
    }

    private static JsonHttpResult<ElsaError> Answer(ElsaError error) => TypedResults.Json(error, ElsaJson.Options, ContentType, error.StatusCode);
}
