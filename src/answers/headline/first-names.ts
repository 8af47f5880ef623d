/**
 * First names that are frequent in Germany and in English-speaking countries, own selection.
 *
 * Left out are names that are as often a common word at the start of a sentence (Will, Mark, May, Ernst, Christian).
 */
export const firstNames: ReadonlySet<string> = new Set(
  `Achim Adam Adrian Alan Albert Albrecht Alex Alexander Alexandra Alfred Ali Alice Alina Amanda Amelie Amy Anastasia
  Andrea Andreas Andrew Andrzej Angela Angelika Anita Anja Anke Ann Anna Anne Annegret Annette Annika Anthony Antje Anton
  Antonia Armin Arndt Arne Arno Arthur Astrid August Axel Ayse Barbara Beate Ben Benedikt Benjamin Benno Bernadette Bernd
  Bernhard Bert Bettina Bianca Birgit Björn Bob Bodo Boris Brian Brigitte Britta Bruno Burkhard Carina Carl Carla Carlos
  Carmen Carola Carolin Caroline Carsten Catherine Cathrin Cem Charles Charlotte Chris Christa Christel Christiane Christin
  Christina Christine Christof Christoph Christopher Clara Claudia Claus Clemens Constanze Cora Cordula Corinna Cornelia
  Dagmar Daniel Daniela David Deborah Dennis Detlef Diana Dieter Dietmar Dietrich Dirk Dominik Donald Doris Dorothea
  Dorothee Eberhard Eckart Eckhard Edgar Edith Edward Egon Eike Elena Elisabeth Elizabeth Elke Ella Ellen Elmar Elsbeth
  Emil Emily Emma Eric Erich Erik Erika Erwin Esther Eugen Eva Evelyn Fabian Fatma Felix Ferdinand Florian Frank Franz
  Franziska Frauke Frederik Friederike Friedhelm Friedrich Fritz Gabi Gabriel Gabriele Georg George Gerald Gerd Gerda
  Gerhard Gero Gert Gertrud Gisela Gitta Gordon Gottfried Grace Gregor Greta Gudrun Guido Gunnar Gunter Gunther Günter
  Günther Gustav Hanna Hannah Hannelore Hannes Hans Hans-Jürgen Hans-Peter Hans-Werner Harald Harry Hartmut Heidi Heike
  Heiko Heiner Heinrich Heinz Helen Helene Helga Helge Helmut Hendrik Henning Henriette Henrik Henry Herbert Hermann
  Hilde Hildegard Holger Horst Hubert Hubertus Hugo Ida Ilka Ilona Ilse Ina Ines Inga Inge Ingo Ingrid Irene Iris Irina
  Isabel Isabell Isabella Ivan Jacob Jacqueline Jakob James Jan Jana Jane Janet Janina Jannik Jason Jasmin Jean Jeanette
  Jeff Jennifer Jens Jessica Jill Jim Joachim Joan Joanna Jochen Joe Johann Johanna Johannes John Jonas Jonathan Jordan
  Jörg Jörn Josef Joseph Joshua Judith Julia Julian Juliane Julie Jürgen Justin Jutta Kai Karen Karin Karina Karl
  Karl-Heinz Karla Karoline Karsten Kaspar Katarina Katharina Katherine Kathleen Kathrin Katja Katrin Kay Keith Kelly
  Kenneth Kerstin Kevin Kilian Kim Kirsten Klara Klaus Klaus-Dieter Konrad Konstantin Kristin Kristina Kurt Lara Larry
  Lars Laura Lea Lena Lennart Leo Leon Leonard Leonie Liam Lilli Linda Lisa Lorenz Lothar Louis Louisa Luca Lucas Lucia
  Ludger Ludwig Luis Luisa Lukas Lutz Lydia Lynn Maike Maja Malte Manfred Manuel Manuela Marc Marcel Marco Marcus Maren
  Margaret Margarete Margit Margot Maria Marianne Marie Marina Mario Marion Marit Marius Markus Marlene Marlies Marta
  Martha Martin Martina Mary Mathias Mathilde Matt Matthew Matthias Maurice Max Maximilian Mechthild Mehmet Meike Melanie
  Melina Melissa Mia Micha Michael Michaela Michelle Mike Mira Miriam Mirko Mohammed Mona Monika Moritz Mustafa Nadine
  Nadja Nancy Natalie Natascha Nathan Nicholas Nico Nicola Nicolas Nicole Niels Niklas Nikolaus Nils Nina Nora Norbert
  Norman Olaf Ole Oleg Olga Oliver Oskar Oswald Otto Patricia Patrick Patrizia Paul Paula Pauline Peer Peggy Petra
  Philip Philipp Pia Rachel Rafael Rainer Ralf Ralph Ramona Raphael Raymond Rebecca Regina Regine Reimund Reiner Reinhard
  Reinhold Renate René Ricarda Richard Rita Robert Roberta Robin Roger Roland Rolf Roman Ron Ronald Ronny Rosemarie
  Rosa Roswitha Rouven Rüdiger Rudi Rudolf Rupert Ruth Ryan Sabina Sabine Sabrina Sam Samantha Samuel Sandra Sara Sarah
  Sascha Scott Sebastian Senta Sharon Siegbert Siegfried Sigrid Silja Silke Silvia Simon Simone Sina Sofia Sonja Sophia
  Sophie Stefan Stefanie Steffen Steffi Stella Stephan Stephanie Stephen Steve Steven Susan Susanna Susanne Sven Svenja
  Swantje Swen Sybille Sylvia Tamara Tanja Tatjana Teresa Theo Theodor Theresa Thilo Thomas Thorben Thorsten Till Tilman
  Tim Timo Timothy Tina Tino Tobias Tom Toni Torben Torsten Traute Udo Ulf Uli Ulla Ulrich Ulrike Ursula Uta Ute Uwe
  Valentin Vanessa Vera Verena Veronika Victor Victoria Viktor Viktoria Vincent Virginia Volker Volkmar Walter Waltraud
  Wencke Wendelin Werner Wiebke Wilfried Wilhelm William Willi Willy Winfried Wolf Wolfgang Wolfram Yannick Yasmin
  Yvonne Zoe`
    .split(/\s+/)
    .filter((name) => name !== ""),
);
