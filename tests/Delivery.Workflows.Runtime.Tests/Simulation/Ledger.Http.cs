using Delivery.Workflows.Runtime.Http.Endpoints;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <content>Requests: each is taken once, and has one answer.</content>
internal sealed partial class Ledger
{
    private readonly Dictionary<string, HttpCall> _calls = [];

    /// <summary>A client has sent it; it may or may not arrive.</summary>
    public void Expect(HttpCall call) => _calls.Add(call.RequestId, call);

    /// <summary>What was refused has not been taken.</summary>
    public void CheckRefused(HttpCall call, string slug)
    {
        Ensure(
            slug == HttpEndpointProblems.NotFound.Slug || slug == HttpEndpointProblems.StartRefused.Slug || slug == HttpEndpointProblems.Ambiguous.Slug,
            $"{call.RequestId} is told {slug}.");
        Ensure(!_before.Requests.ContainsKey(call.RequestId), $"{call.RequestId} is told {slug}, and was taken.");
    }

    /// <summary>What nobody could take at first may have been taken by a later delivery.</summary>
    public static bool MayBeRefusedAndThenTaken(string first) => first.StartsWith("workflow-", StringComparison.Ordinal);

    /// <summary>Those that this commit takes.</summary>
    private IEnumerable<Offer> Taken(Snapshot after) => after.Requests.Values
        .Where(request => !_before.Requests.ContainsKey(request.Id))
        .Select(request => Offer.Of(_calls[request.Id], request, _before.Instances.ContainsKey(request.InstanceId)));

    private void CheckReplies(IEnumerable<HttpReply> replies, Snapshot after)
    {
        var given = replies.ToDictionary(reply => reply.RequestId);
        foreach (var request in after.Requests.Values)
        {
            var before = _before.Requests.GetValueOrDefault(request.Id);
            if (before?.Status is not null)
            {
                Ensure(before == request && !given.ContainsKey(request.Id), $"{request.Id} is answered a second time.");
                continue;
            }

            Ensure(
                given.TryGetValue(request.Id, out var reply) ? (request.Status, request.Body) == (reply.StatusCode, reply.Body) : request.Status is null,
                $"{request.Id} has the answer {request.Status} {request.Body}, which is not what the burst gives.");
        }

        Ensure(given.Keys.All(after.Requests.ContainsKey), "A request is answered that was never taken.");
    }

    private static void CheckRequestsAtRest(Snapshot rest)
    {
        foreach (var request in rest.Requests.Values)
        {
            Ensure(request.Status is not null, $"{request.Id} was taken by {request.InstanceId} and never answered.");
        }
    }
}
