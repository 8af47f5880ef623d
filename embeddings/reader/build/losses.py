"""What the reader's logits are compared with: marked answers, or what teachers say."""
import torch
import torch.nn.functional as F

ANSWERS_WEIGHT, SPAN_WEIGHT, LIST_WEIGHT = 0.4, 0.3, 0.5


def marked_loss(logits, batch):
    """Sentences, chunks, ends of the shortest answer; and over all sentences of a question's chunks and, with log-odds 0,
    none of them (ListNet, Cao et al. 2007)"""
    sentences, seen = batch.sentences(logits)
    right, answers = batch.right.clamp(min=0), logits[:, 0, 1]
    loss = each_sentence(sentences, right, seen) + ANSWERS_WEIGHT * F.binary_cross_entropy_with_logits(answers, right.amax(1))
    known = batch.span[:, 0] >= 0
    for i in range(2):
        missed = F.cross_entropy(in_chunk(logits, batch)[..., i], batch.span[:, i].clamp(min=0), reduction="none")
        loss = loss + SPAN_WEIGHT * (missed * known).sum() / len(known)
    odds = odds_of(sentences, seen, answers)
    none = torch.ones(batch.groups, device=logits.device)
    proven = torch.zeros_like(none).scatter_add(0, batch.group, (odds * right).sum(1))
    unanswered = torch.zeros_like(none).scatter_add(0, batch.group, right.sum(1)) == 0
    missed = in_groups(odds, batch).log() - torch.where(unanswered, none, proven.clamp(min=1e-12)).log()
    return loss + LIST_WEIGHT * missed.mean()


def taught_loss(logits, batch, taught):
    """The same against the probabilities of teachers (Hinton et al., arXiv 1503.02531)"""
    (sentences, seen), (told, _) = batch.sentences(logits), batch.sentences(taught)
    answers, told_answers = logits[:, 0, 1], taught[:, 0, 1]
    loss = each_sentence(sentences, told.sigmoid(), seen)
    loss = loss + ANSWERS_WEIGHT * F.binary_cross_entropy_with_logits(answers, told_answers.sigmoid())
    ends, told_ends = in_chunk(logits, batch), in_chunk(taught, batch)
    missed = -(told_ends.softmax(1) * ends.log_softmax(1)).sum(1)
    loss = loss + SPAN_WEIGHT * (missed.sum(1) * told_answers.sigmoid()).mean()
    told_odds = odds_of(told, seen, told_answers)
    chance = told_odds / in_groups(told_odds, batch)[batch.group][:, None]
    pulled = (chance * torch.where(seen, (sentences + answers[:, None]).clamp(max=60), 0)).sum()
    missed = in_groups(odds_of(sentences, seen, answers), batch).log().sum() - pulled
    return loss + LIST_WEIGHT * missed / batch.groups


def each_sentence(sentences, target, seen):
    missed = F.binary_cross_entropy_with_logits(sentences, target, reduction="none") * seen
    return (missed.sum(1) / seen.sum(1).clamp(min=1)).mean()


def in_chunk(logits, batch):
    """log-odds of the first and last token, outside of the chunk none: [items, tokens, 2]"""
    return logits[..., 2:].masked_fill((batch.kind == 0)[..., None], -1e4)


def odds_of(sentences, seen, answers):
    return (sentences + answers[:, None]).clamp(max=60).masked_fill(~seen, -1e4).exp()


def in_groups(odds, batch):
    """The sum over each question's sentences and none of them: [groups]"""
    return torch.ones(batch.groups, device=odds.device).scatter_add(0, batch.group, odds.sum(1))
